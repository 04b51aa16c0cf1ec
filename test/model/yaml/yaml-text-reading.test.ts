import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { formatYaml } from '../../../lib/model/yaml/yaml-text';

/** How go-yaml reads strings when they are not quoted; made by `go run .` in that folder. */
interface ScalarRow {
  readonly text: string;
  readonly value: 'string' | 'other' | 'error';
  readonly key: 'string' | 'other' | 'error';
}

const rows = JSON.parse(
  readFileSync(join(__dirname, '../../data/yaml-scalars/rows.json'), 'utf8'),
) as readonly ScalarRow[];

const versions = ['1.1', '1.2'] as const;

const weird = fc.oneof(
  fc.constantFrom(...rows.map(row => row.text)),
  fc.string({
    unit: fc.constantFrom(...' \n\t-:#?|>a"\'0.\\,[]{}&*!%@`~=<\r\0\x07\x7f\x85\u2028\ufeff\ufffeé'),
    maxLength: 12,
  }),
  fc.string({ unit: fc.constantFrom(' ', '\n', '\t', 'a', '#', '-', ':'), maxLength: 10 }),
  fc.string({ unit: fc.constantFrom(...'0123456789.eE+-_:xobTZ'), maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '\x7f', 'é'), minLength: 150, maxLength: 1300 }),
);

const { json } = fc.letrec(tie => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(weird, fc.integer(), finite(), fc.boolean(), fc.constant(null)),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('json'), { maxLength: 5 }),
  object: fc.dictionary(weird, tie('json'), { maxKeys: 5 }),
}));

/** Without -0, which JSON has not. */
function finite(): fc.Arbitrary<number> {
  return fc.double({ noNaN: true, noDefaultInfinity: true }).map(n => n + 0);
}

describe('what formatYaml writes', () => {
  test.each(versions)('any data reads as the same data in YAML %s', version => {
    fc.assert(
      fc.property(json, data => {
        expect(parse(formatYaml(data), { version })).toEqual(data);
      }),
      { numRuns: 500 },
    );
  });

  test('any text ends in one newline', () => {
    fc.assert(
      fc.property(json, data => {
        expect(formatYaml(data)).toMatch(/[^\n]\n$/);
      }),
    );
  });

  test('strings that go-yaml reads as something else are quoted', () => {
    const asValues = rows.filter(row => row.value !== 'string' && formatYaml({ v: row.text }) === `v: ${row.text}\n`);
    const asKeys = rows.filter(row => row.key !== 'string' && formatYaml({ [row.text]: 'v' }) === `${row.text}: v\n`);
    expect(rows.length).toBeGreaterThan(150);
    expect([...asValues, ...asKeys]).toEqual([]);
  });

  test.each(versions)('strings that go-yaml reads as something else are the same strings in YAML %s', version => {
    const texts = rows.map(row => row.text);
    expect(parse(formatYaml(texts), { version })).toEqual(texts);
    const keys = Object.fromEntries(texts.map(text => [text, 1]));
    expect(parse(formatYaml(keys), { version })).toEqual(keys);
  });
});
