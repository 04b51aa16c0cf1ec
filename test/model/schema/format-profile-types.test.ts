/**
 * Types of catalogs: the text, and that it compiles, whatever the schema.
 */
import { formatProfileTypes } from '../../../lib/model/schema/format-profile-types';
import { entry, chart, typesOf, declarations, errorsIn } from './types-of';

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
