/**
 * Limits for checking values: counted, and the same on every machine.
 */
import type { JsonObject, JsonValue } from '../../../lib/model/data/json';
import type { Schema } from '../../../lib/model/schema/schema-document';
import { SchemaValidator } from '../../../lib/model/schema/schema-validator';
import { UncompilableSchema, UnusableSchema } from '../../../lib/model/schema/unusable-schema';

const range = (length: number) => Array.from({ length }, (_, i) => i);
const named = <T extends JsonValue>(count: number, make: (i: number) => T): Record<string, T> =>
  Object.fromEntries(range(count).map(i => [`key${i}`, make(i)]));

/** Steps that `value` takes. */
function stepsOf(schema: Schema, value: JsonValue): number {
  const validator = new SchemaValidator(schema);
  validator.validate(value);
  return validator.steps;
}

test.each<[string, (n: number) => [Schema, JsonValue]]>([
  ['properties', n => [{ properties: named(n, () => ({ type: 'string' })) }, named(n, String)]],
  ['keys of a map', n => [{ additionalProperties: { maxLength: 9 } }, named(n, String)]],
  ['items', n => [{ properties: { a: { items: { minLength: 1 } } } }, { a: range(n).map(String) }]],
  ['items that differ', n => [{ properties: { a: { uniqueItems: true } } }, { a: range(n).map(i => 1000 + i) }]],
  ['choices', n => [{ properties: { a: { enum: range(n) } } }, { a: n - 1 }]],
  ['characters', n => [{ properties: { a: { pattern: '^(a|aa)+$' } } }, { a: 'a'.repeat(n) }]],
  ['a chain', n => [{ properties: { next: { $ref: '#' } } }, chain(n / 20)]],
])('four times as many %s take four times as many steps', (_, make) => {
  const [small, large] = [500, 2000].map(n => stepsOf(...make(n)));
  expect(small).toBeGreaterThan(0);
  expect(large / small).toBeLessThan(4.5);
});

function chain(length: number): JsonObject {
  return range(length).reduce<JsonObject>(next => ({ next }), {});
}

test('fails for a schema that doubles its work with each reference, after the same number of steps on every machine', () => {
  const definitions = named<JsonObject>(40, i => ({
    allOf: [{ $ref: `#/$defs/key${i + 1}` }, { $ref: `#/$defs/key${i + 1}`, title: 'again' }],
  }));
  const schema = { $ref: '#/$defs/key0', $defs: { ...definitions, key40: true } };
  const validator = new SchemaValidator(schema);
  const words = 'it takes more than 5000000 steps to check values against it';
  expect(() => validator.validate({})).toThrow(new UnusableSchema(words));
  expect(validator.steps).toBe(5_000_003);
  const choices = JSON.parse(JSON.stringify(schema).replaceAll('allOf', 'anyOf')) as JsonObject;
  const none = { ...choices, $defs: { ...(choices.$defs as JsonObject), key40: false } };
  expect(() => new SchemaValidator(none).validate({})).toThrow('it is broken in more than 10000 ways at a time');
});

test.each<[string, Schema, string]>([
  ['more schemas than any chart has', { items: { properties: named(260, () => ({ properties: named(200, () => ({})) })) } }, 'it contains more than 50000 schemas'], // prettier-ignore
  ['endless alternatives', { oneOf: range(301).map(value => ({ const: value })) }, '"oneOf" in it contains 301 schemas, and at most 300 are read'], // prettier-ignore
])('fails for %s', (_, schema, words) => {
  expect(() => new SchemaValidator(schema).validate({})).toThrow(words);
});

test('a large schema is checked completely, however it is nested', () => {
  const wide = { additionalProperties: false, properties: named(3000, i => (i === 2999 ? { type: 'null' } : {})) };
  const deep = range(60).reduce<JsonObject>(inner => ({ properties: { in: inner } }), { type: 'string' });
  expect(new SchemaValidator(wide).validate({ key2999: 1, key3000: 1 })).toMatchObject([
    { keyword: 'type', instancePath: '/key2999' },
    { keyword: 'additionalProperties' },
  ]);
  const value = range(60).reduce<JsonValue>(inner => ({ in: inner }), 7);
  expect(new SchemaValidator(deep).validate(value)).toMatchObject([{ instancePath: '/in'.repeat(60) }]);
});

test('if there are too many violations, only the first is reported', () => {
  const schema = { properties: { a: { items: { type: 'string', minLength: 1 } } } };
  expect(new SchemaValidator(schema).validate({ a: range(30_000) })).toMatchObject([{ instancePath: '/a/0' }]);
  expect(new SchemaValidator(schema).validate({ a: range(300) })).toHaveLength(300);
});

test('what Helm refuses is distinguished from what only this library rejects', () => {
  const refused = new SchemaValidator({ properties: { a: { $ref: '#/definitions/none' } } });
  expect(() => refused.validate({})).toThrow(UncompilableSchema);
  const given = range(70).reduce<Schema>(inner => ({ not: inner }), {});
  expect(() => new SchemaValidator(given).validate({})).toThrow(UnusableSchema);
  expect(() => new SchemaValidator(given).validate({})).not.toThrow(UncompilableSchema);
});
