/**
 * Indexes as Helm writes them, odd ones among them, and what editors and accidents make of them.
 */
import fc from 'fast-check';

const INDENTS = ['', '  '];

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

const word = fc.stringMatching(/^[a-zA-Z][\w./-]{0,12}$/);
const sentence = fc.array(word, { minLength: 1, maxLength: 30 }).map(words => words.join(' '));
const anyText = fc.oneof(
  { weight: 3, arbitrary: word },
  { weight: 2, arbitrary: sentence },
  { weight: 3, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

type Lines = (parent: number) => string;

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

const scalar: fc.Arbitrary<Lines> = fc.oneof(
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

/** A text that is well, by far the most often. */
const fair = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: text.map(
        (value): Lines =>
          () =>
            value,
      ),
    },
    { weight: 1, arbitrary: scalar },
  );

const key = fc.oneof(
  { weight: 6, arbitrary: word },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"a b"',
      "'a: b'",
      '"a\\u0062"',
      'a b',
      '~',
      'null',
      '<<',
      '1.0',
      'é',
      '? a',
      '"weave.works\\/profile"',
      "'weave.works/profile'",
      '"annotations"',
      '"version"',
      'name',
    ),
  },
);

type Fields = readonly (readonly [string, Lines])[];

/** `key: value` lines; nested ones begin on a line of their own. */
function mapLines(fields: Fields, indent: number): string {
  return fields
    .map(([name, lines]) => {
      const value = lines(indent);
      return `${name}:${value === '' || value.startsWith('\n') ? '' : ' '}${value}`;
    })
    .join(`\n${' '.repeat(indent)}`);
}

const nestedMap = (fields: fc.Arbitrary<Fields>): fc.Arbitrary<Lines> =>
  fc.tuple(fields, fc.integer({ min: 1, max: 4 })).map(
    ([entries, by]): Lines =>
      parent =>
        entries.length === 0 ? '{}' : `\n${' '.repeat(parent + by)}${mapLines(entries, parent + by)}`,
  );
const nestedList = (items: fc.Arbitrary<readonly Lines[]>): fc.Arbitrary<Lines> =>
  fc.tuple(items, fc.constantFrom(0, 0, 2, 1)).map(
    ([values, by]): Lines =>
      parent =>
        values.length === 0
          ? '[]'
          : values.map(item => `\n${' '.repeat(parent + by)}-${spaced(item(parent + by))}`).join(''),
  );
const spaced = (text: string) => (text === '' ? '' : ` ${text}`);
const itemLines =
  (fields: Fields): Lines =>
  parent =>
    fields.length === 0 ? '{}' : mapLines(fields, parent + 2);
const mapItem = (fields: fc.Arbitrary<Fields>): fc.Arbitrary<Lines> => fields.map(itemLines);

const person = mapItem(
  fc
    .record({ email: fair(word), name: fair(sentence), url: fair(word) }, { requiredKeys: [] })
    .map(fields => Object.entries(fields)),
);
const dependency = mapItem(
  fc
    .record({ name: fair(word), repository: fair(word), version: fair(fc.constant('1.0.0')) }, { requiredKeys: [] })
    .map(fields => Object.entries(fields)),
);
const annotations = (chart: string) =>
  nestedMap(
    fc
      .tuple(
        fc.record(
          {
            'weave.works/category': fair(word),
            'weave.works/layer': fair(fc.constantFrom('layer-1', 'layer-10', '2')),
            'weave.works/profile': fair(fc.constantFrom(chart, 'vault')),
          },
          { requiredKeys: [] },
        ),
        fc.array(fc.tuple(key, scalar), { maxLength: 2 }),
      )
      .map(([fields, more]) => [...Object.entries(fields), ...more]),
  );

const chartVersion = (chart: string): fc.Arbitrary<Fields> =>
  fc
    .tuple(
      fc.record(
        {
          annotations: fc.oneof({ weight: 8, arbitrary: annotations(chart) }, { weight: 1, arbitrary: scalar }),
          apiVersion: fair(fc.constant('v2')),
          created: fair(fc.constant('"2023-08-01T09:33:01.871324324Z"')),
          dependencies: nestedList(fc.array(fc.oneof(dependency, scalar), { maxLength: 2 })),
          description: scalar,
          digest: fair(word),
          keywords: nestedList(fc.array(fair(word), { maxLength: 3 })),
          kubeVersion: fair(fc.constant("'>=1.16.0-0'")),
          maintainers: nestedList(fc.array(person, { maxLength: 2 })),
          name: fair(fc.constant(chart)),
          urls: nestedList(fc.array(fair(fc.constant('https://charts.example.com/a-1.0.0.tgz')), { maxLength: 2 })),
          version: fair(fc.constantFrom('1.0.0', '1.1.0', 'v2.0.0', '"0.1"', '1.0.0-rc.1')),
        },
        { requiredKeys: ['name', 'version'] },
      ),
      fc.array(fc.tuple(key, fc.oneof(scalar, nestedList(fc.array(scalar, { maxLength: 2 })))), { maxLength: 1 }),
      fc.boolean(),
    )
    .map(([fields, more, isShuffled]): Fields => {
      const all = [...Object.entries(fields), ...more];
      return isShuffled ? all.reverse() : all;
    });

/** Versions of which each has most from the one before, word for word, as those of one chart do. */
const chartVersions = (chart: string): fc.Arbitrary<Lines> =>
  nestedList(
    fc
      .array(fc.record({ drawn: chartVersion(chart), kept: fc.array(fc.nat(12), { maxLength: 12 }) }), { maxLength: 3 })
      .map(versions => {
        let last: Fields = [];
        return versions.map(({ drawn, kept }) => {
          const before = new Map(kept.flatMap(number => (last[number] === undefined ? [] : [last[number]])));
          const fields = drawn.map(([name, lines]) => [name, before.get(name) ?? lines] as const);
          last = fields;
          return itemLines(fields);
        });
      }),
  );

const charts = fc.array(
  fc
    .constantFrom('vault', 'kyverno', 'flagger', '"on"', '__proto__')
    .chain(name =>
      fc.tuple(
        fc.constant(name),
        fc.oneof({ weight: 9, arbitrary: chartVersions(name) }, { weight: 1, arbitrary: scalar }),
      ),
    ),
  { maxLength: 3 },
);

const root = fc
  .tuple(
    fair(fc.constant('v1')),
    nestedMap(charts),
    fc.array(fc.tuple(fc.constantFrom('generated', 'serverInfo', 'apiVersion', 'entries'), scalar), { maxLength: 1 }),
  )
  .map(([apiVersion, entries, more]) => mapLines([['apiVersion', apiVersion], ['entries', entries], ...more], 0));

/** Lines that do not matter, put in between, and ends of lines. */
const noise = fc.record({
  lines: fc.array(fc.tuple(fc.nat(), fc.constantFrom('', '  ', '# a', '   # a: b', '#', '      # a')), {
    maxLength: 2,
  }),
  start: fc.constantFrom('', '', '', '---\n', '# a\n', '\n'),
  end: fc.constantFrom('\n', '\n', '', '\n\n', '\n# a', '  \n', '\n...\n', '\n---\n'),
  isWindows: fc.constantFrom(false, false, true),
  mark: fc.constantFrom('', '', '\uFEFF'),
});

/** Indexes in Helm's layout. */
export const helmLayout: fc.Arbitrary<string> = fc
  .tuple(root, noise)
  .map(([text, { lines, start, end, isWindows, mark }]) => {
    const all = text.split('\n');
    for (const [at, line] of lines) all.splice(at % (all.length + 1), 0, line);
    const whole = start + all.join('\n') + end;
    return mark + (isWindows ? whole.replaceAll('\n', '\r\n') : whole);
  });

const PIECES = [
  ' ',
  '  ',
  '\n',
  '\t',
  '\r',
  '\r\n',
  ':',
  ': ',
  '-',
  '- ',
  '#',
  ' #',
  '"',
  "'",
  '|',
  '>',
  '&a ',
  '*a',
  '!!str ',
  '<<: ',
  '{',
  '}',
  '[',
  ']',
  ',',
  '? ',
  '\\',
  '---\n',
  '...\n',
  '\uFEFF',
  'x',
];
const change = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('insert', 'delete', 'replace', 'deleteLine', 'copyLine', 'indentLine', 'cut'),
  piece: fc.constantFrom(...PIECES),
  by: fc.integer({ min: 1, max: 3 }),
});

/** Indexes after some accidents. */
export const brokenLayout: fc.Arbitrary<string> = fc
  .tuple(helmLayout, fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([text, changes]) =>
    changes.reduce((broken, { at, kind, piece, by }) => {
      const offset = at % (broken.length + 1);
      const start = broken.lastIndexOf('\n', offset - 1) + 1;
      const end = broken.indexOf('\n', offset) + 1 || broken.length;
      switch (kind) {
        case 'insert':
          return broken.slice(0, offset) + piece + broken.slice(offset);
        case 'delete':
          return broken.slice(0, offset) + broken.slice(offset + by);
        case 'replace':
          return broken.slice(0, offset) + piece + broken.slice(offset + by);
        case 'deleteLine':
          return broken.slice(0, start) + broken.slice(end);
        case 'copyLine':
          return broken.slice(0, end) + broken.slice(start);
        case 'indentLine':
          return broken.slice(0, start) + INDENTS[by % 2] + ' ' + broken.slice(start);
        default:
          return broken.slice(0, offset);
      }
    }, text),
  );
