/**
 * Clusters for the page: a small one with everything that can be wrong, and large ones.
 */
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
    const below = Array.from({ length: layer === 0 ? 0 : size }, (_, k) => nameOf((layer - 1) * size + k));
    const named = [...(i % 3 === 1 ? [nameOf(Math.floor(i / 2))] : []), ...(i % 7 === 6 ? [nameOf(i - 1)] : [])];
    return [nameOf(i), { layer, dependsOn: [...new Set([...below, ...named])], named: named.join(',') }];
  });
  return Object.fromEntries(releases);
}
