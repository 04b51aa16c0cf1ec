/**
 * Problems of values, in words for users.
 */
import { checkValues } from '../../../lib/model/schema/check-values';
import type { JsonObject } from '../../../lib/model/data/json';
import type { Schema } from '../../../lib/model/schema/schema-document';
import { UnusableSchema } from '../../../lib/model/schema/unusable-schema';
import type { ValuesSchema } from '../../../lib/model/schema/values-schema';

const chart = (schema: Schema, defaults: JsonObject = {}): ValuesSchema => ({ schema, defaults, subcharts: [] });

function linesOf(schema: ValuesSchema, values: JsonObject, settled?: JsonObject): string[] {
  return checkValues(schema, { values, settled }).map(({ path, reason }) => `${path}: ${reason}`);
}

const MESH: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['replicas', 'domain'],
  properties: {
    replicas: { type: 'integer', minimum: 1 },
    domain: { type: 'string', pattern: '^[a-z.]+$' },
    logLevel: { enum: ['info', 'warn'] },
    ports: {
      type: 'array',
      items: { type: 'object', required: ['number'], properties: { number: { type: 'integer' } } },
    },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
  },
};
const mesh = chart(MESH, { replicas: 1, logLevel: 'info', labels: { app: 'mesh' } });

test('the chart accepts the values merged over its defaults', () => {
  expect(linesOf(mesh, { domain: 'cluster.local', logLevel: null })).toEqual([]);
});

test('every violation is reported, sorted by path', () => {
  const values = {
    replica: 2,
    replicas: 'two',
    domain: 'Cluster',
    logLevel: 'loud',
    ports: [{}, { number: 1.5 }],
    labels: { 'a.b/c': 1 },
  };
  expect(linesOf(mesh, values)).toMatchInlineSnapshot(`
   [
     "replica: the chart does not know this key; the nearest: "replicas". Correct it, or drop it",
     "replicas: it is text, but the chart expects a whole number",
     "domain: the chart accepts only text that matches ^[a-z.]+$",
     "logLevel: the chart accepts "info" or "warn"",
     "ports[0].number: it is missing, but the chart requires it",
     "ports[1].number: it is the number 1.5, but the chart expects a whole number",
     "labels["a.b/c"]: it is the number 1, but the chart expects text",
   ]
  `);
});

test('a value without a default is missing, and so is a removed one', () => {
  expect(linesOf(mesh, { replicas: null })).toEqual([
    'replicas: it is missing, but the chart requires it',
    'domain: it is missing, but the chart requires it',
  ]);
});

test('nothing is reported about values that only the cluster knows', () => {
  expect(linesOf(mesh, { replicas: 0, labels: { app: 1 } }, {})).toEqual([]);
  expect(linesOf(mesh, { replicas: 0, labels: { app: 1 }, log: 1 }, { replicas: 0, log: 1 })).toEqual([
    'log: the chart does not know this key. Correct it, or drop it',
    'replicas: it must be at least 1',
  ]);
});

test.each<[string, Schema, JsonObject, string]>([
  [
    'types',
    { properties: { a: { anyOf: [{ type: 'string' }, { type: 'integer' }] } } },
    { a: [] },
    'a: it is a list, but the chart expects text or a whole number',
  ],
  [
    'a form that was meant',
    {
      properties: {
        a: { oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: false, properties: { name: {} } }] },
      },
    },
    { a: { nam: 1 } },
    'a: it matches none of the forms that the chart accepts; of one of them, "a.nam": the chart does not know this key; the nearest: "name". Correct it, or drop it',
  ],
  [
    'several forms',
    { properties: { a: { oneOf: [{ minimum: 1 }, { minimum: 2 }] } } },
    { a: 3 },
    'a: it fits several of the forms that exclude each other. Leave out what belongs to the others',
  ],
  [
    'a condition',
    { if: { properties: { a: { const: 1 } }, required: ['a'] }, then: { required: ['b'] } },
    { a: 1 },
    'b: it is missing, but the chart requires it',
  ],
  [
    'what is excluded',
    { properties: { a: { not: { const: 1 } } } },
    { a: 1 },
    'a: the chart does not accept this value',
  ],
  ['a big number', { properties: { a: { maximum: 3 } } }, { a: 2n ** 62n }, 'a: it must be at most 3'],
])('%s', (_, schema, values, line) => {
  expect(linesOf(chart(schema), values)).toEqual([line]);
});

test('texts in the values are in no message', () => {
  const schema = chart({
    properties: { a: { const: 1 }, b: { enum: [1] }, c: { pattern: '^x' }, d: { maxLength: 1 }, e: { type: 'object' } },
  });
  const secret = 's3cr3t';
  expect(linesOf(schema, { a: secret, b: secret, c: secret, d: secret, e: secret }).join()).not.toContain(secret);
});

test('a subchart is checked with its own values, unless it is disabled', () => {
  const inner = {
    name: 'proxy',
    conditions: ['proxy.enabled'],
    tags: [],
    ...chart({ properties: { port: { type: 'integer' } } }),
  };
  const outer: ValuesSchema = { defaults: {}, subcharts: [inner] };
  const line = 'proxy.port: it is text, but the chart expects a whole number';
  expect(linesOf(outer, { proxy: { port: 'http' } })).toEqual([line]);
  expect(linesOf(outer, { proxy: { port: 'http', enabled: false } })).toEqual([]);
});

test('each draft of JSON Schema has the meaning that it has for Helm', () => {
  const draft = (version: string, schema: JsonObject) =>
    chart({ $schema: `http://json-schema.org/draft-${version}/schema#`, ...schema });
  const exclusive = { properties: { a: { minimum: 1, exclusiveMinimum: true } } };
  expect(linesOf(draft('04', exclusive), { a: 1 })).toEqual(['a: it must be more than 1']);
  const beside = {
    properties: { a: { $ref: '#/definitions/text', maxLength: 1 } },
    definitions: { text: { type: 'string' } },
  };
  expect(linesOf(draft('07', beside), { a: 'ab' })).toEqual([]);
  expect(linesOf(chart(beside), { a: 'ab' })).toEqual(['a: the text has more than 1 characters']);
});

test('a reference to another document allows everything, and nothing is fetched', () => {
  const remote = chart({
    properties: { a: { $ref: 'https://127.0.0.1:1/a.json' }, b: { $ref: 'urn:example:b' }, c: { type: 'null' } },
  });
  expect(linesOf(remote, { a: 1, b: 2, c: 3 })).toEqual(['c: it is the number 3, but the chart expects null']);
});

test('a schema that refers to itself at a deeper level is followed as far as the values go', () => {
  const tree = chart({ properties: { next: { $ref: '#' }, name: { type: 'string' } } });
  expect(linesOf(tree, { next: { next: { name: 1 } } })).toEqual([
    'next.next.name: it is the number 1, but the chart expects text',
  ]);
});

test('a pattern takes time in proportion to the text', () => {
  const slow = chart({ properties: { a: { pattern: '^(a+)+$' } } });
  expect(linesOf(slow, { a: `${'a'.repeat(50_000)}!` })).toEqual([
    'a: the chart accepts only text that matches ^(a+)+$',
  ]);
});

test('fails for a schema that refers to itself at the same place, or is invalid', () => {
  for (const schema of [{ $ref: '#' }, { type: 'banana' }, { properties: { a: { pattern: '(' } } }]) {
    expect(() => linesOf(chart(schema), {})).toThrow(UnusableSchema);
  }
});

test('of many problems, the first twenty are reported', () => {
  const values = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key${i}`, i]));
  const lines = linesOf(chart({ additionalProperties: false }), values);
  expect(lines.length).toBe(21);
  expect(lines.at(-1)).toBe(': the chart does not accept 10 more values');
});
