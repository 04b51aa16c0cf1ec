import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseValuesFile } from '../../../lib/model/values/values-file';

const FILE = 'values/podinfo.yaml';
const valuesOf = (text: string) => parseValuesFile(text, FILE).values;
const problemsOf = (text: string) => parseValuesFile(text, FILE).problems;

test.each(['', '\n', '# nothing yet\n', '---\n# none yet\n', 'null\n', '~'])('%j holds no values', text => {
  expect(parseValuesFile(text, FILE)).toEqual({ values: {}, problems: [] });
});

test.each<[string, unknown]>([
  ['yes', true],
  ['on', true],
  ['Off', false],
  ['y', true],
  ['010', 8],
  ['0o14', 12],
  ['0x1F', 31],
  ['-0b101', -5],
  ['1_000', 1000],
  ['1e3', 1000],
  ['1.', 1],
  ['.5', 0.5],
  ['12:30', '12:30'],
  ['2001-12-14', '2001-12-14'],
  ['1.10', 1.1],
  ['1.2.3', '1.2.3'],
  ['9007199254740993', 9007199254740993n],
  ['-9223372036854775808', -9223372036854775808n],
  ['~', null],
  ['', null],
  ['!!str 010', '010'],
  ['"010"', '010'],
  ['[on, 0x1f]', [true, 31]],
  ['{a: off}', { a: false }],
  ['|-\n  a\n  b', 'a\nb'],
])('%s reads as Helm reads it', (text, value) => {
  expect(parseValuesFile(`v: ${text}\n`, FILE)).toEqual({ values: { v: value }, problems: [] });
});

test('anchors, aliases and merge keys are followed', () => {
  const text = 'base: &base {cpu: 1, memory: 2}\nweb:\n  <<: *base\n  cpu: 3\nlist: [*base]\n';
  expect(valuesOf(text)).toEqual({
    base: { cpu: 1, memory: 2 },
    web: { cpu: 3, memory: 2 },
    list: [{ cpu: 1, memory: 2 }],
  });
});

test('a byte order mark and Windows line breaks are no matter', () => {
  expect(valuesOf('\uFEFFa: 1\r\nb: two\r\n')).toEqual({ a: 1, b: 'two' });
});

test('names that objects inherit are names like others', () => {
  expect(JSON.stringify(valuesOf('__proto__: {a: 1}\nconstructor: 2\n'))).toBe('{"__proto__":{"a":1},"constructor":2}');
});

test.each<[string, string, number, number]>([
  ['a list', '# hosts\n- a\n', 2, 1],
  ['a text', 'podinfo\n', 1, 1],
  ['a bracket that stays open', 'a: 1\nb: [1, 2\n', 3, 1],
  ['a tab before a key', 'a:\n\tb: 1\n', 2, 1],
  ['a key said twice', 'a: 1\nb: 2\na: 3\n', 3, 1],
  ['a template without quotes', 'a: 1\nname: {{ .Release.Name }}\n', 2, 8],
  ['a map as a key', 'a: 1\n? {b: 2}\n: 3\n', 2, 3],
  ['two documents', 'a: 1\n---\nb: 2\n', 2, 1],
])('fails for %s, with line and column', (_, text, line, column) => {
  expect(parseValuesFile(text, FILE)).toMatchObject({
    problems: [{ kind: 'invalid-values-file', location: { file: FILE, line, column } }],
  });
  expect(valuesOf(text)).toBeUndefined();
});

test('fails for an alias to nothing', () => {
  expect(problemsOf('a: *b\n')).toMatchObject([{ kind: 'invalid-values-file' }]);
});

test('fails for aliases that would fill the memory', () => {
  const levels = 'bcdefghij'.split('').map(name => {
    const before = String.fromCharCode(name.charCodeAt(0) - 1);
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
  });
  expect(problemsOf(['a: &a [1]', ...levels].join('\n'))).toMatchObject([{ kind: 'invalid-values-file' }]);
});

test.each([
  ['.inf', 'Infinity is not a number'],
  ['.nan', 'NaN is not a number'],
  ['18446744073709551615', 'does not fit 64 bits'],
  ['!!binary aGk=', 'is not plain data'],
])('fails for %s, and says where', (text, reason) => {
  expect(problemsOf(`a:\n- ${text}\n`)).toMatchObject([
    { kind: 'invalid-value', at: 'a[0]', reason: expect.stringContaining(reason), location: { file: FILE } },
  ]);
});

describe('what go-yaml reads, which Helm and Flux read with', () => {
  /** Made by `go run .` in that folder. */
  interface ScalarRow {
    readonly text: string;
    readonly value: 'string' | 'other' | 'error';
    readonly key: 'string' | 'other' | 'error';
  }

  const rows = JSON.parse(
    readFileSync(join(__dirname, '../../data/yaml-scalars/rows.json'), 'utf8'),
  ) as readonly ScalarRow[];

  const readValue = (text: string) => {
    const { values } = parseValuesFile(`v: ${text}\n`, FILE);
    if (values === undefined) return 'error';
    return Object.keys(values).length === 1 && values.v === text ? 'string' : 'other';
  };
  const textsOf = (go: ScalarRow['value'], ours: string) =>
    rows.filter(({ text, value }) => value === go && readValue(text) === ours).map(({ text }) => text);

  test('as a string is a string', () => {
    expect(rows.length).toBeGreaterThan(150);
    expect(textsOf('string', 'other')).toEqual([]);
    expect(textsOf('string', 'error')).toEqual([]);
  });

  test('as something else is not a string, unless it is a date', () => {
    // sigs.k8s.io/yaml hands dates on as the strings they were
    expect(textsOf('other', 'string').filter(text => !/^\d{4}-\d\d?-\d\d?/.test(text))).toEqual([]);
  });

  test('as a number that JSON or 64 bits cannot hold is refused', () => {
    expect(textsOf('other', 'error').filter(text => !/^[-+]?\.(inf|nan)$/i.test(text))).toEqual([
      '9223372036854775808',
      '18446744073709551615',
      '18446744073709551616',
      '123456789012345678901234567890',
      '12345e67',
      '12e45',
    ]);
  });

  test('not at all is refused, or is the very text', () => {
    expect(textsOf('error', 'other')).toEqual([]);
  });

  test('as a string is a string in keys, too', () => {
    const strings = rows.filter(({ text, key }) => key === 'string' && !/^-?1e999$/.test(text)).map(({ text }) => text);
    expect(strings.length).toBeGreaterThan(50);
    expect(strings.filter(text => !Object.hasOwn(valuesOf(`${text}: v\n`) ?? {}, text))).toEqual([]);
  });
});

test('a carriage return alone ends a line, and the end of the file ends a block as it is written', () => {
  expect(valuesOf('a: 1\rb:\r  - c\r')).toEqual({ a: 1, b: ['c'] });
  expect(valuesOf('a: |\n  server {\n  }')).toEqual({ a: 'server {\n}' });
  expect(valuesOf('a: |\n  server {\n  }\n')).toEqual({ a: 'server {\n}\n' });
});

test('what is merged holds over what is written before it, and not over what comes after', () => {
  expect(valuesOf('base: &base {cpu: 1}\nweb: {cpu: 3, <<: *base}\napi: {<<: *base, cpu: 3}\n')).toMatchObject({
    web: { cpu: 1 },
    api: { cpu: 3 },
  });
});

test.each<[string, string | Buffer, string, number]>([
  ['bytes that are no text', Buffer.from('a: 1\nb: \xff\n', 'latin1'), 'it is not text in UTF-8 (line 2)', 2],
  ['a control character', 'a: 1\nb: "\x07"\n', 'U+0007', 2],
  ['a line break that nobody sees', 'a: 1\u2028b: 2\n', 'U+2028', 1],
  ['another version of YAML', '%YAML 1.2\n---\na: 1\n', 'YAML 1.1', 1],
  ['an escape that Helm does not know', 'a: "\\/"\n', 'escape', 1],
  ['a key that is empty', 'a: 1\n: 2\n', 'a key is empty', 2],
  ['a key with a point', '1.5: 2\n', 'not a whole number', 1],
  ['a question mark in a list in brackets', 'a: [https://a.example.com?b=c]\n', 'quote the text', 1],
  ['a tab before a comment', 'a: 1\n\t# b\n', 'a tab', 2],
  ['an alias in what it stands for', 'a: &a [*a]\n', 'refers to what it is in', 1],
])('fails for %s, as Helm does, and says where', (_, content, reason, line) => {
  const { values, problems } = parseValuesFile(content, FILE);
  expect(values).toBeUndefined();
  expect(problems).toMatchObject([{ reason: expect.stringContaining(reason), location: { file: FILE, line } }]);
});
