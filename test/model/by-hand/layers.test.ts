/**
 * Layers that say the same as waits, and defaults that most subscriptions have in common.
 */
import { commonDefaults, withoutDefaults } from '../../../lib/model/by-hand/common-defaults';
import { layersOf } from '../../../lib/model/by-hand/layers';

const waits = (rows: Record<string, readonly string[]>) => new Map(Object.entries(rows).map(([name, others]) => [name, new Set(others)])); // prettier-ignore

test.each([
  ['nothing', {}, undefined],
  ['releases that do not wait', { a: [], b: [] }, undefined],
  ['two layers', { a: [], b: [], c: ['a', 'b'] }, { a: 0, b: 0, c: 1 }],
  ['three layers', { constructor: [], b: ['constructor'], c: ['b'] }, { constructor: 0, b: 1, c: 2 }],
  ['one that waits for less than a layer', { a: [], b: [], c: ['a'] }, undefined],
  ['a circle', { a: ['b'], b: ['a'] }, undefined],
])('%s', (_, rows: Record<string, readonly string[]>, layers) => {
  const found = layersOf(waits(rows));
  expect(found && Object.fromEntries(found)).toEqual(layers);
});

test('defaults are what most have; the others say so, and what one leaves out is a default of none', () => {
  const specs = ['1h', '1h', '5m'].map(interval => ({ interval, ...(interval === '1h' && { timeout: '2m' }) }));
  const defaults = commonDefaults(specs);
  expect(defaults).toEqual({ interval: '1h' });
  expect(specs.map(spec => withoutDefaults(spec, defaults))).toEqual([{ timeout: '2m' }, { timeout: '2m' }, { interval: '5m' }]); // prettier-ignore
});

test('one subscription has no defaults, nor has a timeout of installs that others do not have', () => {
  expect(commonDefaults([{ interval: '1h' }])).toEqual({});
  expect(commonDefaults([{ install: { timeout: '1m' } }, { install: { timeout: '1m' } }])).toEqual({});
});
