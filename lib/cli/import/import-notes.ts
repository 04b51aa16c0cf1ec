/**
 * What to do with the files that an import leaves alone, a line each.
 */
import { type AppliedCluster, type AppliedObject, idOf } from '../../model/applied-cluster';
import { releasesByHand } from '../../model/by-hand/import-cluster';
import { orderByHand } from '../../model/by-hand/kustomization-order';
import { releaseLabel } from '../../model/names';
import type { ClusterImport } from './plan-import';
import { placeOf } from './import-listing';

/** After the first commit. */
export const PROTECTED_NOTE = 'Commit and push this. When Flux has applied it, run the same command again: Flux then leaves the releases on the cluster while their files go.'; // prettier-ignore

/** What belongs to the second commit, and what else changes. */
export function importNotes(plans: readonly ClusterImport[], all: readonly AppliedCluster[]): string[] {
  const places = [...new Set(plans.flatMap(({ imported }) => imported.map(({ release }) => placeOf(release))))].sort();
  if (places.length === 0) return [];
  return [
    'In the same commit, remove these HelmReleases, and what a kustomization.yaml says about their files:',
    ...places.map(place => `  ${place}`),
    ...plans.flatMap(plan => sharedNotes(plan, plans, all)),
    ...plans.flatMap(orderNotes),
    ...plans.flatMap(variableNotes),
  ];
}

/** Files that Flux also applies to other clusters. */
function sharedNotes(
  { imported, source }: ClusterImport,
  plans: readonly ClusterImport[],
  all: readonly AppliedCluster[],
) {
  // prettier-ignore
  const own = new Set(imported.map(({ release }) => placeOf(release)));
  // each was read on its own, too
  const others = all.filter(({ name }) => name !== source.name && !plans.some(plan => plan.source.name === name));
  return others.flatMap(other => {
    const shared = releasesByHand(other).filter(release => own.has(placeOf(release)));
    return shared.map(release => `${placeOf(release)} is applied to ${other.name}, too: import that in the same commit, or keep the file`); // prettier-ignore
  });
}

/** Waits between Kustomizations that go. */
function orderNotes({ imported, source }: ClusterImport): string[] {
  const order = orderByHand(source.objects);
  const moved = new Set(imported.map(({ release }) => release));
  const lost = new Map<AppliedObject, string[]>();
  for (const { release } of imported) {
    for (const other of order.lost(release, moved)) lost.set(other, [...(lost.get(other) ?? []), releaseLabel(release)]); // prettier-ignore
  }
  return [
    ...order.losers(moved).map(([who, what]) => `${idOf(who)} no longer waits for ${listed(what.map(releaseLabel))}: give the Kustomization that it depends on "healthChecks" of them in place of "wait", if a new cluster needs it`), // prettier-ignore
    ...[...lost].map(([what, who]) => `${listed(who)} no longer ${who.length === 1 ? 'waits' : 'wait'} for what is left in ${idOf(what)}, when a new cluster is set up`), // prettier-ignore
  ];
}

function variableNotes({ spec, cluster }: ClusterImport): string[] {
  const objects = spec.delivery?.postBuild?.substituteFrom ?? [];
  if (spec.substitute !== true) return [];
  const names = objects.map(({ kind, name }) => `${kind} "${name}"`).join(', ');
  return [`Variables in the releases of ${cluster} are replaced by the Kustomization that applies the output, so ${names || 'the objects with their values'} must be in namespace flux-system`]; // prettier-ignore
}

function listed(names: readonly string[]): string {
  const [first, second, ...others] = [...new Set(names)].sort();
  if (others.length > 1) return `${first}, ${second} and ${others.length} more`;
  return [first, second, ...others].filter(name => name !== undefined).join(', ');
}
