/**
 * Types of catalogs: the text, and that it compiles, whatever the schema.
 */
import * as fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { formatProfileTypes } from '../../../lib/model/schema/format-profile-types';
import type { JsonObject } from '../../../lib/model/data/json';
import type { ValuesSchema } from '../../../lib/model/schema/values-schema';
import { temporaryFolder } from '../../constructs/temporary-folder';

function entry(name: string, version: string): CatalogEntry {
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  return { name, version, origin: { kind: 'chart', chart: name }, ...nothing };
}

const chart = (schema: unknown, defaults: JsonObject = {}) => ({ schema, defaults, subcharts: [] }) as ValuesSchema;
const typesOf = (schema: ValuesSchema) =>
  formatProfileTypes({
    catalog: 'mesh',
    entries: [entry('linkerd', '1.0.0')],
    schemas: new Map([['linkerd', schema]]),
  });
/** The text without the head and the list of profiles. */
const declarations = (schema: unknown, defaults?: JsonObject) =>
  typesOf(chart(schema, defaults)).text.split('// prettier-ignore\n').slice(2).join('').trim();

/** Types of the language itself, parsed once. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/** The compiler's messages for each of `texts` in a newcomer's app, as a separate file. */
function errorsIn(...texts: readonly string[]): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    lib: ['lib.es2016.d.ts'],
    target: ts.ScriptTarget.ES2017,
    types: [],
    skipDefaultLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, version) => {
    const [, index] = /^(\d+)\.profiles\.ts$/.exec(name) ?? [];
    if (index !== undefined) return ts.createSourceFile(name, texts[Number(index)], version);
    if (!libraries.has(name)) libraries.set(name, getSourceFile.call(host, name, version));
    return libraries.get(name);
  };
  const program = ts.createProgram(
    texts.map((_, i) => `${i}.profiles.ts`),
    options,
    host,
  );
  const diagnostics = ts.getPreEmitDiagnostics(program);
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('names and versions of a catalog, the newest that is not a prerelease first', () => {
  const entries = [
    entry('cert-manager', '0.0.7'),
    entry('flagger', '2.0.0-rc.1'),
    entry('cert-manager', '0.0.8'),
    entry('flagger', '1.0.0'),
    entry("o'clock", '1.0.0'),
  ];
  const { text } = formatProfileTypes({ catalog: 'my-platform', entries, schemas: new Map() });
  expect(text).toMatchInlineSnapshot(`
   "/* eslint-disable */
   // Written by "pctl catalog update --types". Commit it, and change nothing by hand.

   /** Profiles of catalog 'my-platform': versions on offer, and values of the newest. */
   // prettier-ignore
   export type MyPlatformProfiles = {
     'cert-manager': { newest: '0.0.8'; older: '0.0.7'; values: object };
     flagger: { newest: '1.0.0'; older: '2.0.0-rc.1'; values: object };
     'o\\'clock': { newest: '1.0.0'; older: never; values: object };
   }
   "
  `);
  expect(formatProfileTypes({ catalog: 'my-platform', entries: [...entries].reverse(), schemas: new Map() }).text).toBe(
    text,
  );
  expect(errorsIn(text)).toEqual([]);
});

test.each([
  ['a picture', '\u{1f680}'],
  ['a picture of several characters', '\u{1f469}\u200d\u{1f692}'],
])('a description that is too long is not cut inside %s', (_, picture) => {
  const ends = Array.from({ length: 8 }, (_, i) => {
    const description = 'a'.repeat(293 + i) + picture.repeat(4);
    return /(.)\n? …/u.exec(declarations({ properties: { domain: { description } } }))?.[1] ?? '';
  });
  expect(ends.filter(end => !['a', '\u{1f680}', '\u{1f469}', '\u{1f692}'].includes(end))).toEqual([]);
});

test('a catalog without profiles has a type too', () => {
  expect(errorsIn(formatProfileTypes({ catalog: '', entries: [], schemas: new Map() }).text)).toEqual([]);
});

test('a value with a default is optional, and can be removed', () => {
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: ['domain', 'replicas', 'proxy'],
    properties: {
      domain: { type: 'string', description: 'Where it */ is.\nIn DNS.' },
      replicas: { type: 'integer', default: 9 },
      proxy: {
        type: 'object',
        required: ['port', 'host'],
        properties: { port: { type: ['integer', 'string'] }, host: {} },
      },
      'log-level': { enum: ['info', 'warn', null, 1, true], deprecated: true },
      hosts: { type: 'array', items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
    },
  };
  const text = declarations(schema, { replicas: 2, proxy: { port: 80 }, hosts: [], labels: { a: 'b' } });
  expect(text).toMatchInlineSnapshot(`
   "export interface LinkerdValues {
     /** Where it *\\/ is. In DNS. */
     domain: string;
     hosts?: readonly LinkerdHostsItem[] | null;
     labels?: { [key: string]: string | null } | null;
     /** @deprecated */
     'log-level'?: 'info' | 'warn' | null | 1 | true;
     proxy?: LinkerdProxy | null;
     /** @default 2 */
     replicas?: number | null;
   }

   export interface LinkerdHostsItem {
     name: string;
     [key: string]: unknown;
   }

   export interface LinkerdProxy {
     host: unknown;
     /** @default 80 */
     port?: number | string | null;
     [key: string]: unknown;
   }"
  `);
});

test('a reference becomes a separate interface, also a recursive one', () => {
  const schema = {
    properties: { tree: { $ref: '#/$defs/node' }, trees: { items: { $ref: '#/$defs/node' } } },
    $defs: {
      node: {
        type: 'object',
        properties: { next: { $ref: '#/$defs/node' }, name: { type: 'string' } },
        required: ['name'],
      },
    },
  };
  expect(declarations(schema, { tree: { name: 'a' } })).toMatchInlineSnapshot(`
   "export interface LinkerdValues {
     tree?: LinkerdNode | null;
     trees?: readonly LinkerdNode2[];
     [key: string]: unknown;
   }

   export interface LinkerdNode {
     name?: string | null;
     next?: LinkerdNode | null;
     [key: string]: unknown;
   }

   export interface LinkerdNode2 {
     name: string;
     next?: LinkerdNode2;
     [key: string]: unknown;
   }"
  `);
});

test('the type of a subchart is prefixed with its parent’s name', () => {
  const inner = {
    name: 'proxy',
    conditions: ['proxy.enabled'],
    tags: [],
    ...chart({ type: 'object', properties: { port: { type: 'integer' } }, additionalProperties: false }),
  };
  const { text } = typesOf({ defaults: {}, subcharts: [inner] });
  expect(text).toContain(
    'proxy?: LinkerdProxyValues & ({ enabled?: boolean | null }) | null;\n  [key: string]: unknown;',
  );
  expect(errorsIn(`${text}const v: LinkerdValues = { proxy: { port: 'http', enabled: false }, other: 1 };`)).toEqual([
    "Type 'string' is not assignable to type 'number'.",
  ]);
});

test('references to other documents are unknown, and named', () => {
  const { text, foreign } = typesOf(
    chart({ properties: { a: { $ref: 'https://example.com/a.json' }, b: { type: 'string' } } }),
  );
  expect(text).toContain('  a?: unknown;\n  b?: string;\n');
  expect(foreign).toEqual(new Map([['linkerd', ['https://example.com/a.json']]]));
});

const ODD: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['a text', { type: 'string' }],
  ['itself', { $ref: '#' }],
  ['a choice', { anyOf: [{ type: 'object', properties: { a: {} } }, { type: 'string' }] }],
  ['itself in a choice', { allOf: [{ $ref: '#' }, { properties: { a: { $ref: '#' } } }] }],
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
