/**
 * Compares two outputs cluster by cluster: what Flux installs, upgrades, removes and delays when the
 * second replaces the first.
 */
import { compareText } from '../model/data/compare-text';
import { groupBy } from '../model/data/group-by';
import type { WrittenOutput } from '../model/written-output';
import type { WrittenRelease } from '../model/written-release';
import type { ClusterChange } from './change';
import { compareCluster } from './compare-cluster';
import { Parents } from './object-fate';

/** What is known about both outputs as a whole. */
export interface CompareOptions {
  /** Whether the guard is applied to the API server of some releases; `undefined` if that is unknown. */
  readonly areGuarded: (releases: readonly WrittenRelease[]) => boolean | undefined;
  /** The folder of the outputs, as Flux Kustomizations may name it. Absent: unknown. */
  readonly folder?: string;
  /** Absent: all clusters. */
  readonly clusters?: readonly string[];
}

/** The clusters that change, sorted by name. */
export function compareOutputs(before: WrittenOutput, after: WrittenOutput, options: CompareOptions): ClusterChange[] {
  const parents = new Parents(before, after, options.folder);
  const [old, now] = [before, after].map(byCluster);
  const names = [...new Set([...old.keys(), ...now.keys()])].filter(name => options.clusters?.includes(name) ?? true);
  return names.sort(compareText).flatMap(name => {
    const sides = { before: old.get(name), after: now.get(name) };
    const releases = (sides.after?.releases.length ? sides.after : sides.before)?.releases ?? [];
    const isRemovalGuarded = releases.length > 0 ? options.areGuarded(releases.map(({ release }) => release)) : false;
    return compareCluster(name, sides, { parents, isRemovalGuarded }) ?? [];
  });
}

function byCluster({ releases, objects }: WrittenOutput): Map<string, WrittenOutput> {
  const found = groupBy(releases, ({ release }) => release.cluster);
  const others = groupBy(objects, ({ cluster }) => cluster);
  const names = new Set([...found.keys(), ...others.keys()]);
  return new Map([...names].map(name => [name, { releases: found.get(name) ?? [], objects: others.get(name) ?? [] }]));
}
