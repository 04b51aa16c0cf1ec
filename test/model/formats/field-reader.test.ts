/**
 * The reader of fields reports all problems of maps, each at its location.
 */
import { FieldReader, joinProblems } from '../../../lib/model/formats/field-reader';
import { parseDocuments } from '../../../lib/model/formats/parse-documents';
import { formatProblem } from '../../../lib/model/problem-words';
import { parseAnyYaml } from '../../../lib/model/yaml/any-yaml';
import type { YamlMap } from '../../../lib/model/yaml/yaml-value';

const mapIn = (text: string) => parseAnyYaml(text, 'a.yaml') as YamlMap;
const readerOf = (text: string, subject = 'chart "linkerd2"') => new FieldReader(mapIn(text), subject);
const linesOf = ({ problems }: FieldReader) => problems.map(formatProblem);

describe('a field that is absent', () => {
  test.each(['{}', '{key: }', '{key: null}', '{other: 1}'])('in %s is undefined, and no problem', text => {
    const reader = readerOf(text);
    expect([reader.text('key'), reader.boolean('key'), reader.child('key')]).toEqual([undefined, undefined, undefined]);
    expect([reader.texts('key'), reader.maps('key'), reader.childOrEmpty('key').text('a')]).toEqual([
      [],
      [],
      undefined,
    ]);
    expect(reader.problems).toEqual([]);
  });

  test.each([
    ['{other: 1}', 'a.yaml:1:1: "key" of chart "linkerd2" is missing; write it'],
    ['{key: null}', 'a.yaml:1:7: "key" of chart "linkerd2" is missing; write it'],
    ['{key: " "}', 'a.yaml:1:7: "key" of chart "linkerd2" is missing; write it'],
    ['{key: 1}', 'a.yaml:1:7: "key" of chart "linkerd2" is the number 1; quote it: "1"'],
  ])('in %s is one problem if it is required', (text, line) => {
    const reader = readerOf(text);
    expect(reader.requiredText('key')).toBeUndefined();
    expect(linesOf(reader)).toEqual([line]);
  });
});

test('reads text verbatim, booleans and the items of lists', () => {
  const reader = readerOf('{text: " 1.10 ", on: True, off: false, list: [a, "1"], maps: [{name: b}]}');
  expect([reader.text('text'), reader.boolean('on'), reader.boolean('off')]).toEqual([' 1.10 ', true, false]);
  expect(reader.texts('list')).toEqual(['a', '1']);
  expect(reader.maps('maps').map(map => map.text('name'))).toEqual(['b']);
  expect(reader.problems).toEqual([]);
});

test.each<[string, (reader: FieldReader) => unknown, string]>([
  ['{key: 1.10}', r => r.text('key'), '1:7: "key" of chart "linkerd2" is the number 1.10; quote it: "1.10"'],
  ['{key: [a]}', r => r.text('key'), '1:7: "key" of chart "linkerd2" is a list; write text'],
  ['{key: yes}', r => r.boolean('key'), '1:7: "key" of chart "linkerd2" is text; write true or false'],
  ['{key: a}', r => r.child('key'), '1:7: "key" of chart "linkerd2" is text; write a map'],
  ['{key: {}}', r => r.texts('key'), '1:7: "key" of chart "linkerd2" is a map; write a list'],
  ['{key: {}}', r => r.texts('key', '- a'), '1:7: "key" of chart "linkerd2" is a map; write a list, as in "- a"'],
  ['{key: [a, 2]}', r => r.texts('key'), '1:11: "key" of chart "linkerd2" is the number 2; quote it: "2"'],
  ['{key: [null]}', r => r.maps('key'), '1:8: "key" of chart "linkerd2" contains an empty item; write a list of maps'],
  ['{key: [a]}', r => r.maps('key', 'a', '- b: c'), '1:8: "key" of chart "linkerd2" contains text; write "- b: c"'],
  [
    '{key: [{a: 1}]}',
    r => r.maps('key', 'an item')[0].text('a'),
    '1:12: "a" of an item is the number 1; quote it: "1"',
  ],
  ['{key: {a: 1}}', r => r.child('key')?.text('a'), '1:11: "a" of chart "linkerd2" is the number 1; quote it: "1"'],
  ['{key: {a: 1}}', r => r.child('key', '"key"')?.text('a'), '1:11: "a" of "key" is the number 1; quote it: "1"'],
  [
    '{a: 1, b: 2}',
    r => r.allowOnly(['a', 'c']),
    '1:11: "b" of chart "linkerd2" is not known here; did you mean "a"? known are a, c',
  ],
  ['{a: 1, a: 2}', () => undefined, '1:8: "a" of chart "linkerd2" is written twice; keep one'],
  ['{a: 1}', r => r.requiredChild('key').requiredText('b'), '1:1: "key" of chart "linkerd2" is missing; write it'],
])('fails for one field: %s', (text, read, line) => {
  const reader = readerOf(text);
  read(reader);
  expect(linesOf(reader)).toEqual([`a.yaml:${line}`]);
});

test('problems of an entry that is read as a whole are one reason, at the location of the first', () => {
  const reader = readerOf('{version: 1.10, maintainers: me}', '');
  reader.text('version');
  reader.maps('maintainers');
  expect(joinProblems(reader.problems)).toEqual({
    reason: '"version" is the number 1.10 (quote it: "1.10"); "maintainers" is text (write a list)',
    location: { file: 'a.yaml', line: 1, column: 11 },
  });
  expect(joinProblems([])).toEqual({ reason: '', location: undefined });
});

describe('a document', () => {
  const place = (text: string, index: number, ...path: string[]) => {
    const map = parseDocuments(text, 'a.yaml').objects[index].fields();
    const reader = path.slice(0, -1).reduce((parent, key) => parent.childOrEmpty(key), new FieldReader(map));
    const { line, column } = reader.locate(path.at(-1)!);
    return `${line}:${column}`;
  };

  test.each([
    ['the second document', 'a: 1\n---\nspec:\n  url: x\n', 1, ['spec', 'url'], '4:8'],
    ['a byte order mark and other line ends', '\uFEFFspec:\r\n  url: x\r\n', 0, ['spec', 'url'], '2:8'],
    [
      'an item of a list of objects',
      'kind: AList\nitems:\n  - {a: 1}\n  - spec: {url: x}\n',
      1,
      ['spec', 'url'],
      '4:17',
    ],
    ['JSON', '{\n  "spec": {"url": "x"}\n}', 0, ['spec', 'url'], '2:19'],
    ['an alias', 'a: &a {url: x}\nspec: *a\n', 0, ['spec'], '2:7'],
    ['what an alias refers to', 'a: &a {url: x}\nspec: *a\n', 0, ['spec', 'url'], '1:13'],
    ['a merge key', 'a: &a {url: x}\nspec: {<<: *a}\n', 0, ['spec', 'url'], '1:13'],
    ['a missing field', 'a: 1\nspec: {}\n', 0, ['spec', 'url'], '2:7'],
    ['missing maps', '# comment\na: 1\n', 0, ['metadata', 'labels', 'b'], '2:1'],
  ])('knows where its fields are: %s', (_, text, index, path, expected) => {
    expect(place(text, index, ...path)).toBe(expected);
  });

  test('that contains itself ends', () => {
    const [{ fields }] = parseDocuments('&a {b: *a, c: x}', 'a.yaml').objects;
    expect(new FieldReader(fields()).text('c')).toBe('x');
  });
});
