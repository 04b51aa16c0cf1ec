/**
 * Documents are those of npm `yaml`, and one that is out of bounds is an error of its own.
 */
import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import { composeDocuments, OutOfBounds } from '../../../lib/model/yaml/compose-documents';
import { parseFullYaml } from '../../../lib/model/yaml/full-yaml';
import { parseDocuments } from '../../../lib/model/formats/parse-documents';
import { parseIndexInFull } from '../../../lib/model/helm-index/helm-index';
import { parseValuesFile } from '../../../lib/model/values/values-file';

const DEEP = '? '.repeat(4000);
const bounded = (source: string, mostAnchors?: number) => {
  const lineCounter = new LineCounter();
  const documents = composeDocuments(source, { lineCounter, uniqueKeys: true, mostAnchors });
  const lineOf = (offset: number) => lineCounter.linePos(offset).line;
  return documents.map(document =>
    document instanceof OutOfBounds
      ? `${lineOf(document.offset)}: ${document.message}`
      : `${lineOf(document.contents?.range[0] ?? 0)}: ${JSON.stringify(document)}`,
  );
};

test.each([
  ['nothing', ''],
  ['documents', 'a: 1\n---\nb: 2\n...\n---\nc: 3\n'],
  ['keys that are written twice', 'a: 1\nb: 2\na: 3\nb: 4\n'],
  ['such a key in a list in a map', '- a:\n  - {b: 1, c: 2, "b": 3}\n'],
  ['numbers and their texts', '1: a\n"1": b\n0x1: c\n'],
  ['null, and a key that is empty', '~: a\n: b\n'],
  ['keys that are maps or lists', '? [a]\n: 1\n? [a]\n: 2\n? {b: 1, b: 2}\n: 3\n'],
  ['merge keys', 'a: &a {}\nb:\n  <<: *a\n  <<: *a\n'],
  ['another error before it', 'a: @\nb: 1\nb: 2\n'],
  ['another error behind it', 'a: 1\na: 2\nc: @\n'],
  ['a word that is repeated as a text', 'a: a\nb: a\n'],
])('reads the documents, and the first error of each, as npm yaml does: %s', (_, source) => {
  const options = { lineCounter: new LineCounter(), merge: true, logLevel: 'error' } as const;
  const firstErrors = (documents: readonly Document.Parsed[]) =>
    documents.map(({ errors: [error] }) => error && { code: error.code, pos: error.pos, message: error.message });
  const documents = composeDocuments(source, { ...options, uniqueKeys: true }).filter(
    (document): document is Document.Parsed => !(document instanceof OutOfBounds),
  );
  const expected = [...parseAllDocuments(source, { ...options, prettyErrors: false })];
  expect(firstErrors(documents)).toEqual(firstErrors(expected));
  expect(JSON.stringify(documents)).toBe(JSON.stringify(expected));
});

test.each([
  ['keys inside keys', `${DEEP}a\n`],
  ['lists inside lists', `${'- '.repeat(4000)}a\n`],
  ['lists in flow style', `a: ${'['.repeat(4000)}\n`],
  ['keys in flow style without commas', `{${'a: '.repeat(4000)}}\n`],
  ['maps line by line', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
])('a document that is nested too deep hides no other: %s', (_, deep) => {
  const lines = deep.split('\n').length - 1;
  const [first, second, third, ...more] = bounded(`a: 1\n---\n${deep}---\n"b\n\n": 2\n---\nc: 3\n`);
  expect(first).toBe('1: {"a":1}');
  expect(second).toMatch(/^\d+: it is nested too deeply to be read$/);
  expect(third).toBe(`${4 + lines}: {"b\\n":2}`);
  expect(more).toEqual([`${8 + lines}: {"c":3}`]);
});

test('what is behind the end of a document that is nested too deep is read, and nothing need be', () => {
  expect(bounded(`${DEEP}a\n...\nb: 1\n`)).toEqual([expect.stringContaining('too deep'), '3: {"b":1}']);
  expect(bounded(`${DEEP}a\n...\n`)).toEqual([expect.stringContaining('too deep')]);
  expect(bounded(`a: "${DEEP}\n  ---"\n`)).toHaveLength(1);
});

test('a document with too many anchors and aliases hides no other', () => {
  const anchors = Array.from({ length: 60 }, (_, i) => `- &a${i} 1\n- *a${i}\n`).join('');
  expect(bounded(`${anchors}---\n${anchors}`, 120)).toHaveLength(2);
  expect(bounded(`${anchors}---\n${anchors}- &b 1\n---\nc: 1\n`, 120)).toEqual([
    expect.stringMatching(/^1: \[1,1/),
    '242: it contains too many anchors and aliases',
    '244: {"c":1}',
  ]);
});

test('objects of one file are read beside one that is nested too deep', () => {
  const { objects, problems } = parseDocuments(`kind: A\n---\n${DEEP}a\n---\nkind: B\n`, 'a.yaml');
  expect(objects.map(({ object, line }) => [object.kind, line])).toEqual([
    ['A', 1],
    ['B', 5],
  ]);
  expect(problems).toMatchObject([{ location: { line: 3 }, what: expect.stringContaining('nested too deep') }]);
});

test.each([
  [`a: ${'{a: '.repeat(4000)}`, 'it is nested too deeply to be read'],
  [`a: 1\n---\n${DEEP}a\n`, 'it contains several documents; Helm would read only the first'],
  [`a:\n${'- &a 1\n'.repeat(1001)}`, 'it contains too many anchors and aliases'],
])('values that are out of bounds are a problem: %#', (text, reason) => {
  expect(parseValuesFile(text, 'values.yaml').problems).toMatchObject([{ kind: 'invalid-values-file', reason }]);
});

test('aliases stand for as many values as the text has characters, or 10,000', () => {
  const wrong = `v: &v [${'{}, '.repeat(450)}]\n`;
  const charts = Array.from({ length: 400 }, (_, i) => `  c${i}: *v\n`).join('');
  const text = `apiVersion: v1\n${wrong}entries:\n${charts}`;
  expect(text.length).toBeLessThan(8192);
  expect(parseIndexInFull(text, { file: 'index.yaml', everyVersion: true }).problems).toMatchObject([
    { kind: 'invalid-index', reason: 'its aliases expand to too many values' },
  ]);
  const long = `a: &a [1, 2, 3]\nb:\n${'- *a # three values and the list\n'.repeat(10_000)}`;
  expect(parseFullYaml(long, 'a.yaml').type).toBe('map');
});

test('an error does not quote the name of an alias, which may be a password without quotes', () => {
  const value = parseFullYaml('password: *Sup3r\n', 'a.yaml');
  expect(value).toMatchObject({ type: 'error', reason: 'an alias refers to no anchor before it' });
});
