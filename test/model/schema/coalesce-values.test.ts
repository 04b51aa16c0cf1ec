/**
 * Values of a chart merged like in Helm. The rows were compared with Helm 4.2.4.
 */
import { coalesceValues } from '../../../lib/model/schema/coalesce-values';
import type { JsonObject } from '../../../lib/model/data/json';
import type { SubchartSchema, ValuesSchema } from '../../../lib/model/schema/values-schema';

const chart = (defaults: JsonObject, ...subcharts: SubchartSchema[]): ValuesSchema => ({ defaults, subcharts });
const proxy = (defaults: JsonObject, more: Partial<SubchartSchema> = {}): SubchartSchema => {
  return { name: 'proxy', conditions: [], tags: [], defaults, subcharts: [], ...more };
};
const merge = (of: ValuesSchema, values: JsonObject) => coalesceValues(of, values).values;

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  ['nothing', {}, {}, {}],
  ['values win, maps are merged, lists are replaced', { a: 1, b: { c: 1, d: 2 }, e: [1] }, { a: 2, b: { c: 3 }, e: [] }, { a: 2, b: { c: 3, d: 2 }, e: [] }], // prettier-ignore
  ['null removes a default', { a: 1, b: { c: 1, d: 2 } }, { a: null, b: { c: null } }, { b: { d: 2 } }],
  ['null without a default is kept', { b: { d: 2 } }, { a: null, b: { c: null } }, { a: null, b: { c: null, d: 2 } }],
  ['a default of null counts as none', { a: null, b: { c: null } }, {}, { b: {} }],
  ['what is not a map is not merged into one', { a: 1, b: {} }, { a: {}, b: 1 }, { a: {}, b: 1 }],
  ['names of Object', { constructor: 1 }, { toString: 2 }, { constructor: 1, toString: 2 }],
])('%s', (_, defaults, values, merged) => {
  expect(merge(chart(defaults), values)).toEqual(merged);
});

test('a subchart receives its own values and global ones, for which the parent takes precedence', () => {
  const mesh = chart(
    { proxy: { level: 'warn' }, global: { domain: 'a' } },
    proxy({ level: 'info', port: 1, global: { domain: 'b' } }),
  );
  expect(merge(mesh, { proxy: { port: null } })).toEqual({
    proxy: { level: 'warn', global: { domain: 'a' } },
    global: { domain: 'a' },
  });
});

test('a disabled chart has no values', () => {
  const on = { proxy: { port: 1, global: {} } };
  const byCondition = chart({}, proxy({ port: 1 }, { conditions: ['absent', 'mesh.proxied'] }));
  expect(merge(byCondition, {})).toEqual(on);
  expect(merge(byCondition, { mesh: { proxied: false } })).toEqual({ mesh: { proxied: false } });
  const byTag = chart({ tags: { data: false } }, proxy({ port: 1 }, { tags: ['data', 'edge'] }));
  expect(merge(byTag, {})).toEqual({ tags: { data: false } });
  expect(merge(byTag, { tags: { edge: true } })).toMatchObject(on);
});
