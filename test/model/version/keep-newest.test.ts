/**
 * The newest versions of a chart.
 */
import { keepNewest } from '../../../lib/model/version/keep-newest';

const newest = (versions: readonly string[], count: number) => keepNewest(versions, version => version, count);

test.each<[count: number, versions: string[], kept: string[]]>([
  [2, [], []],
  [2, ['1.10.0', '1.9.0', '1.2.0'], ['1.10.0', '1.9.0']],
  [2, ['1.2.0', '1.10.0', '1.9.0'], ['1.10.0', '1.9.0']],
  [5, ['1.0.0', '0.9.0'], ['1.0.0', '0.9.0']],
  // two spellings of one version are one
  [1, ['v1.2.0', '1.2', '1.1.0'], ['v1.2.0', '1.2']],
  // what is no version is not kept
  [1, ['latest', '1.0.0'], ['1.0.0']],
])('of the newest %d, %j keeps %j', (count, versions, kept) => {
  expect(newest(versions, count)).toEqual(kept);
});

test('prereleases take no place of a release, and only those after the newest release are kept', () => {
  const versions = ['2.0.0-rc.10', '2.0.0-rc.2', '2.0.0-rc.1', '1.1.0', '1.1.0-rc.1', '1.0.0', '0.9.0'];
  expect(newest(versions, 2)).toEqual(['2.0.0-rc.10', '2.0.0-rc.2', '1.1.0', '1.0.0']);
  expect(newest(['0.2.0-b', '0.1.0-a', '0.2.0-a'], 2)).toEqual(['0.2.0-b', '0.2.0-a']);
});
