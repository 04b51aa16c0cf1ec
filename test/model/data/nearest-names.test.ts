/**
 * Known names that are similar to an unknown one.
 */
import { nearestNames } from '../../../lib/model/data/nearest-names';

test.each<[string, string[], string[]]>([
  ['podinf', [], []],
  ['podinf', ['podinfo', 'cert-manager', 'podinfo', 'podium'], ['podinfo', 'podium']],
  ['manager', ['cert-manager', 'constructor'], ['cert-manager']],
])('nearest to %s in %j is %j, each once', (name, names, nearest) => {
  expect(nearestNames(names, name)).toEqual(nearest);
  expect(nearestNames(new Set(names.reverse()), name)).toEqual(nearest);
});
