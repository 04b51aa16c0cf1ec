/**
 * Keys and scalars as Helm writes them, odd ones among them.
 */
import fc from 'fast-check';

/** Texts that a writer of YAML has to think about. */
const ODD_TEXTS = [
  '',
  ' ',
  'null',
  '~',
  'true',
  'False',
  'yes',
  '1',
  '1.10',
  '-1',
  '+.5',
  '.inf',
  '0x1F',
  '0o17',
  '1e3',
  '~0.44.0',
  '>=1.16.0-0',
  '<2',
  '<<',
  '- a',
  '-a',
  '? a',
  'a: b',
  'a:b',
  'a:',
  'a #b',
  'a#b',
  '# a',
  '*a',
  '&a',
  '!a',
  '%a',
  '@a',
  '`a`',
  '{}',
  '[a]',
  "it's",
  'say "a"',
  "'",
  '"',
  '\\',
  'a\\nb',
  'tab\there',
  '\ttab',
  'trailing ',
  ' leading',
  'two\nlines',
  'two\n\nparagraphs\n',
  '\nbreak first',
  '  indented\nfirst',
  'more\n  indented\nlines',
  'ends in breaks\n\n',
  'blank \nline',
  '---',
  '...',
  'http://a.b/c?d=e#f',
  'é – ü',
  '日本語 テキスト',
  '\u{1F600}',
  '\u2028',
  '\u0085',
  '\u00a0',
  '\uFEFF',
  '\u0007bell',
  '\ud83d',
  'weave.works/profile',
  'constructor',
  '__proto__',
];

export const word = fc.stringMatching(/^[a-zA-Z][\w./-]{0,12}$/);
export const sentence = fc.array(word, { minLength: 1, maxLength: 30 }).map(words => words.join(' '));
const anyText = fc.oneof(
  { weight: 3, arbitrary: word },
  { weight: 2, arbitrary: sentence },
  { weight: 3, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

export type Lines = (parent: number) => string;

/** In double quotes, on one line or folded. */
const doubleQuoted = fc.tuple(anyText, fc.boolean()).map(([text, isFolded]): Lines => {
  const quoted = JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\ufeff]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return parent => (isFolded ? quoted.replace(/(?<=\w) (?=\w)/, `\n${' '.repeat(parent + 2)}`) : quoted);
});
const singleQuoted = fc.tuple(anyText, fc.boolean()).map(([text, isFolded]): Lines => {
  const quoted = `'${text.replace(/[\n\r\u2028\u2029]/g, ' ').replaceAll("'", "''")}'`;
  return parent => (isFolded ? quoted.replace(/(?<=\w) (?=\w)/g, `\n\n${' '.repeat(parent + 2)}`) : quoted);
});
const plain = anyText.map(
  (text): Lines =>
    () =>
      text.replace(/[\n\r]/g, ' '),
);
const foldedPlain = sentence.map(
  (text): Lines =>
    parent =>
      text.replace(/(.{10,30}) /g, `$1\n${' '.repeat(parent + 2)}`),
);
const escaped = fc
  .constantFrom(
    '\\x41',
    '\\u00e9',
    '\\U0001F600',
    '\\ ',
    '\\/',
    '\\e',
    '\\_',
    '\\L',
    '\\N',
    '\\q',
    '\\x4',
    '\\UFFFFFFFF',
  )
  .chain(code =>
    fc.constantFrom(`"${code}"`, `"a ${code} b"`, `"a${code}\n   b"`, `"a\\\n    ${code}"`, `"\n   ${code} "`),
  )
  .map(
    (text): Lines =>
      () =>
        text,
  );
const literal = fc
  .tuple(
    fc.constantFrom('|', '|-', '|+', '>', '>-', '>+', '|2', '|2-', '>2-', '|1'),
    fc.array(
      fc.oneof(word, fc.constantFrom('', '', ' ', '   ', '  more', '# no comment', '- a', 'a: b', '\ttab', 'a\tb')),
      {
        minLength: 0,
        maxLength: 5,
      },
    ),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(
    ([header, lines, by]): Lines =>
      parent =>
        [header, ...lines.map(line => (line === '' ? '' : ' '.repeat(parent + by) + line))].join('\n'),
  );

export const scalar: fc.Arbitrary<Lines> = fc.oneof(
  { weight: 4, arbitrary: plain },
  { weight: 2, arbitrary: foldedPlain },
  { weight: 3, arbitrary: doubleQuoted },
  { weight: 2, arbitrary: singleQuoted },
  { weight: 1, arbitrary: escaped },
  { weight: 2, arbitrary: literal },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Lines>(
      () => '',
      () => 'null',
      () => '[]',
      () => '{}',
      () => '1.10',
      () => 'true',
    ),
  },
);
