import { Yaml } from 'cdk8s';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCorrupted } from '../../../lib/constructs/checks/stock-yaml';

test.each(['0o14', '0O14', '-0o7'])('%s is a number to go-yaml, and cdk8s writes it without quotes', text => {
  expect(Yaml.stringify(text)).toBe(`${text}\n`);
  expect(findCorrupted({ mode: text })).toEqual([{ at: 'mode', text: `"${text}"` }]);
});

test.each(['linkerd2', '0644', '1.10', 'on', '2001-12-14', '1_000', '0x1f', '', 'null', 'sha256:0e1f'])(
  '%j is kept',
  text => {
    expect(findCorrupted({ a: text, [text]: 'b' })).toEqual([]);
  },
);

test('data without text has no problems', () => {
  expect(findCorrupted({})).toEqual([]);
  expect(findCorrupted([null, true, 14, undefined, 9007199254740993n])).toEqual([]);
});

test('the key of merges is refused by go-yaml', () => {
  expect(findCorrupted({ values: { '<<': { a: 1 } } })).toEqual([{ at: 'values.<<', text: 'the key "<<"' }]);
});

test('all are found, with their paths', () => {
  const data = { spec: { values: { modes: ['0644', '0o14'], '0o7': { a: '0o1' } } }, other: '0o2' };
  expect(findCorrupted(data)).toEqual([
    { at: 'spec.values.modes[1]', text: '"0o14"' },
    { at: 'spec.values.0o7', text: 'the key "0o7"' },
    { at: 'spec.values.0o7.a', text: '"0o1"' },
    { at: 'other', text: '"0o2"' },
  ]);
});

describe('of the strings that go-yaml was tested with', () => {
  const rows = JSON.parse(readFileSync(join(__dirname, '../../data/yaml-scalars/rows.json'), 'utf8')) as readonly {
    readonly text: string;
    readonly value: string;
    readonly key: string;
  }[];
  // go-yaml keeps it inside of texts; as it begins a file it is dropped
  const others = rows.filter(({ text }) => !text.includes('\ufeff'));

  test('those are found that cdk8s does not quote and go-yaml reads as something else', () => {
    const corrupted = others.filter(({ text, value }) => value !== 'string' && Yaml.stringify(text) === `${text}\n`);
    const found = others.filter(({ text }) => findCorrupted([text]).length > 0);
    expect(corrupted.length).toBeGreaterThan(0);
    expect(found).toEqual(corrupted);
  });

  test('so are keys', () => {
    const corrupted = others.filter(
      ({ text, key }) => key !== 'string' && Yaml.stringify({ [text]: 'v' }) === `${text}: v\n`,
    );
    const found = others.filter(({ text }) => findCorrupted({ [text]: 'v' }).length > 0);
    expect(corrupted.length).toBeGreaterThan(0);
    expect(found).toEqual(corrupted);
  });
});
