import { shardFor } from '../../lib/flux/shard';

const RELEASES = Array.from({ length: 1_000 }, (_, i) => `flux-system/release-${i}`);
const SHARDS = ['shard1', 'shard2', 'shard3', 'shard4', 'shard5'];

test('without shards, a release is in none', () => {
  expect(shardFor('flux-system/linkerd2', [])).toBeUndefined();
});

test('a release stays in its shard, whatever the order of the list', () => {
  expect(shardFor('flux-system/linkerd2', SHARDS)).toBe('shard1');
  expect(shardFor('flux-system/constructor', SHARDS)).toBe('shard3');
  for (const release of RELEASES) expect(shardFor(release, [...SHARDS].reverse())).toBe(shardFor(release, SHARDS));
});

test('each shard gets about as many as the others', () => {
  const counts = SHARDS.map(shard => RELEASES.filter(release => shardFor(release, SHARDS) === shard).length);
  for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(40);
});

test('if a shard is dropped, only its releases move', () => {
  const fewer = SHARDS.slice(0, -1);
  for (const release of RELEASES) {
    const before = shardFor(release, SHARDS);
    if (before !== 'shard5') expect(shardFor(release, fewer)).toBe(before);
  }
});
