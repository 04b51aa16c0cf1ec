/**
 * Types of profiles compile, whatever their schemas.
 */
import * as fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatProfileTypes } from '../../../lib/model/schema/format-profile-types';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { entry, chart, typesOf, errorsIn } from './types-of';

const ODD: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['a text', { type: 'string' }],
  ['itself', { $ref: '#' }],
  ['a choice', { anyOf: [{ type: 'object', properties: { a: {} } }, { type: 'string' }] }],
  ['itself in a choice', { allOf: [{ $ref: '#' }, { properties: { a: { $ref: '#' } } }] }],
  ['itself by a property', { properties: { b: { $ref: '#/properties/a' }, a: { $ref: '#' } }, anyOf: [{ $ref: '#/properties/a' }] }], // prettier-ignore
  [
    'lists of itself',
    {
      type: 'object',
      properties: { a: { $ref: '#/definitions/l' } },
      definitions: { l: { anyOf: [{ type: 'string' }, { type: 'array', items: { $ref: '#/definitions/l' } }] } },
    },
  ],
  [
    'names with a special meaning',
    {
      properties: {
        constructor: { type: 'string' },
        __proto__: {},
        'a\u2028b': {},
        "it's": {},
        '2fa': { properties: { x: {} } },
        '': {},
      },
    },
  ],
  ['comments that end the comment', { properties: { a: { description: '*/ x: 1 /* \u2028 *\u200B/' } } }],
  [
    'literals of all kinds',
    { properties: { a: { enum: ["'", '\\', '\n', -1, 1e21, null, {}, []] }, b: { const: { a: 1 } } } },
  ],
  ['nothing at all', { properties: { a: false, b: { type: 'object', additionalProperties: false } } }],
  ['deep nesting', JSON.parse('{"properties":{"a":'.repeat(60) + '{}' + '}}'.repeat(60))],
];

test('types compile, and no formatter changes them, for schemas of all kinds', () => {
  const texts = ODD.map(([, schema]) => typesOf(chart(schema, { a: { b: 1 } })).text);
  expect(errorsIn(...texts)).toEqual([]);
  const folder = temporaryFolder();
  texts.forEach((text, i) => writeFileSync(join(folder, `${i}.ts`), text));
  const prettier = resolve('node_modules/prettier/bin/prettier.cjs');
  for (const style of [
    ['--no-semi', '--tab-width=8'],
    ['--single-quote', '--print-width=20'],
  ]) {
    expect(execFileSync(process.execPath, [prettier, '--check', ...style, folder], { encoding: 'utf8' })).toContain(
      'All',
    );
  }
});

test('types of two profiles do not get mixed up', () => {
  const schema = {
    type: 'object',
    properties: { managerValues: { properties: { a: {} } }, manager: { properties: { b: {} } } },
  };
  const schemas = new Map(['cert', 'cert-manager', 'cert.manager'].map(name => [name, chart(schema)]));
  const { text } = formatProfileTypes({
    catalog: 'mesh',
    entries: [...schemas.keys()].map(name => entry(name, '1.0.0')),
    schemas,
  });
  const names = [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(errorsIn(text)).toEqual([]);
});

test('whatever the schema, the types compile', () => {
  const keyword = fc.constantFrom('a', 'b', 'a-b', 'class');
  const { schema } = fc.letrec<{ schema: unknown }>(tie => ({
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ type: fc.constantFrom('string', 'object', 'array', 'null', 'integer') }),
      fc.record({ $ref: fc.constantFrom('#', '#/properties/a', '#/definitions/a', '#/definitions/b', 'x') }),
      fc.record(
        {
          properties: fc.dictionary(keyword, tie('schema')),
          definitions: fc.dictionary(keyword, tie('schema')),
          required: fc.array(keyword),
          allOf: fc.array(tie('schema'), { maxLength: 2 }),
          anyOf: fc.array(tie('schema'), { maxLength: 2 }),
          items: tie('schema'),
          additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
        },
        { requiredKeys: [] },
      ),
    ),
  }));
  fc.assert(
    fc.property(schema, value => void expect(errorsIn(typesOf(chart(value, { a: {} })).text)).toEqual([])),
    { numRuns: 25 },
  );
});
