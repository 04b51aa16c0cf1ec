/**
 * Clusters for the page: a small one with everything that can be wrong, and large ones.
 */
import { groupBy } from '../../../lib/model/data/group-by';
import type { ReleaseText } from '../../deliver/written-files';

export const wrongReleases: Readonly<Record<string, ReleaseText>> = {
  'cert-manager': { layer: 0 },
  vault: { layer: 0, suspend: true },
  linkerd2: { layer: 1, dependsOn: ['cert-manager', 'vault'], named: 'vault' },
  prometheus: { layer: 2, dependsOn: ['linkerd2', 'gone'], named: 'gone' },
  flagger: { layer: 3, dependsOn: ['prometheus'] },
  shop: { dependsOn: ['checkout'] },
  checkout: { dependsOn: ['shop'] },
};

/** `count` releases in layers of the same size; some name others, in their layer or below. */
export function manyReleases(count: number, layers: number): Record<string, ReleaseText> {
  const size = count / layers;
  const nameOf = (i: number) => `release-with-a-name-${i}`;
  const releases = Array.from({ length: count }, (_, i): [string, ReleaseText] => {
    const layer = Math.floor(i / size);
    const named = [...(i % 3 === 1 ? [nameOf(Math.floor(i / 2))] : []), ...(i % 7 === 6 ? [nameOf(i - 1)] : [])];
    return [nameOf(i), { layer, named: named.join(',') }];
  });
  return inLayers(Object.fromEntries(releases));
}

/** The same after a change: of 20 releases, one is removed, two are upgraded and one is added; one moves to the next layer. */
export function afterChange(releases: Readonly<Record<string, ReleaseText>>): Record<string, ReleaseText> {
  const changed = Object.entries(releases).flatMap(([name, release], i): [string, ReleaseText][] => {
    const { layer } = release;
    const version = i % 20 < 2 ? { version: i % 2 === 0 ? '1.3.0' : '2.0.0' } : {};
    const moved = i === 3 ? { layer: layer! + 1 } : {};
    const added: [string, ReleaseText][] = i % 20 === 8 ? [[`added-${i}`, { layer }]] : [];
    return i % 20 === 5 ? added : [[name, { ...release, ...version, ...moved }], ...added];
  });
  return inLayers(Object.fromEntries(changed));
}

/** Each release waits for all of the layer below, and for what it names. */
function inLayers(releases: Readonly<Record<string, ReleaseText>>): Record<string, ReleaseText> {
  const layers = groupBy(Object.entries(releases), ([, { layer }]) => layer!);
  const ordered = Object.entries(releases).map(([name, release]): [string, ReleaseText] => {
    const below = (layers.get(release.layer! - 1) ?? []).map(([other]) => other);
    const named = (release.named ?? '')
      .split(',')
      .filter(other => (releases[other]?.layer ?? Infinity) <= release.layer!);
    return [name, { ...release, named: named.join(','), dependsOn: [...new Set([...below, ...named])] }];
  });
  return Object.fromEntries(ordered);
}
