/** The model of a rollout over shards: cases that can be checked in the head, and the figures of docs/performance.md. */
import { type RolloutModel, simulateRollout } from './rollout-model';

const one: RolloutModel = {
  layers: 1,
  releasesPerLayer: 10,
  shards: 1,
  concurrent: 10,
  actionSeconds: 6,
  checkSeconds: 0,
  requeueSeconds: 5,
};

test.each<[string, Partial<RolloutModel>, number]>([
  ['no releases', { releasesPerLayer: 0 }, 0],
  ['one layer that fits at once', {}, 6],
  ['two turns of one layer', { releasesPerLayer: 11 }, 12],
  ['two controllers for them', { releasesPerLayer: 11, shards: 2 }, 6],
  ['a second layer that ten workers reach when the first is done', { layers: 2 }, 12],
  ['a second layer that ten more workers find ready at the third look', { layers: 2, concurrent: 20 }, 16],
  ['the same at the default of 30 s', { layers: 2, concurrent: 20, requeueSeconds: 30 }, 36],
  ['a layer below that ends just when it is looked at', { layers: 2, concurrent: 20, actionSeconds: 5 }, 10],
  ['looks of 2 s, which begin at 0, 7 and 14 s', { layers: 2, concurrent: 20, actionSeconds: 8, checkSeconds: 2 }, 22],
])('%s', (_, change, seconds) => {
  expect(simulateRollout({ ...one, ...change }).seconds).toBeCloseTo(seconds);
});

test('what is left without polling is the turns of each layer', () => {
  expect(simulateRollout({ ...one, layers: 3, releasesPerLayer: 25 }).leastSeconds).toBe(3 * 3 * 6);
});

// prettier-ignore
test.each<[number, number, number, readonly number[]]>([
  [20, 500, 5, [102, 20, 10]],
  [50, 200, 5, [105, 22, 14]],
  [50, 200, 30, [105, 29, 25]],
])('minutes of %i layers of %i, requeue %i s, with 1, 5 and 10 controllers, in docs/performance.md', (layers, releasesPerLayer, requeueSeconds, minutes) => {
  const times = [1, 5, 10].map(shards =>
    simulateRollout({ layers, releasesPerLayer, shards, concurrent: 10, actionSeconds: 6, checkSeconds: 0.01, requeueSeconds }),
  );
  expect(times.map(({ seconds }) => Math.round(seconds / 60))).toEqual(minutes);
});
