/**
 * Compares one cluster in two outputs.
 */
import { compareText } from '../model/data/compare-text';
import { recordIn } from '../model/data/fields';
import type { Fields } from '../model/data/json';
import type { WrittenObject, WrittenOutput, WrittenReleaseObject } from '../model/written-output';
import type { ClusterChange, Effect } from './change';
import { compareObjects } from './compare-objects';
import { type OrderChange, OrderComparison, type Waits } from './compare-order';
import { compareRelease, type OutputSide } from './compare-releases';
import { rolloutOf } from './cluster-rollout';
import { GuardRefusals } from './guard-refusals';
import { helmTarget, isSameTarget, reinstallsOf } from './helm-target';
import { fateOf, type Parent, type Parents } from './object-fate';
import { keyOf, labelOfKey, pairReleases, type ReleasePair } from './pair-releases';
import { chartSourcesOf } from './release-version';
import { byKindThenLabel } from './share-changes';
import { configMapsOf } from './release-values';

/** What clusters share. */
export interface ClusterSurroundings {
  readonly parents: Parents;
  /** Absent: unknown. */
  readonly isRemovalGuarded?: boolean;
}

interface Sides {
  /** Absent: the cluster is new. */
  readonly before?: WrittenOutput;
  /** Absent: the cluster is gone. */
  readonly after?: WrittenOutput;
}

const NOTHING: WrittenOutput = { releases: [], objects: [] };

/** What happens to the cluster; `undefined` if nothing does. */
export function compareCluster(
  name: string,
  { before = NOTHING, after = NOTHING }: Sides,
  surroundings: ClusterSurroundings,
): ClusterChange | undefined {
  const pairs = pairReleases(before.releases, after.releases);
  const renamed = new Map(pairs.flatMap(pair => (isRename(pair) ? [[keyOf(pair.before!), keyOf(pair.after!)]] : [])));
  const guard = new GuardRefusals(surroundings.isRemovalGuarded, after.releases);
  const objects = compareObjects(before.objects, after.objects, {
    parentOf: parentFinder(before, after, surroundings.parents),
    refusalsOf: object => guard.ofObject(object),
    labelOf: labelOfKey,
  });
  const members = new Set(objects.flatMap(({ member }) => member ?? []));
  const label = (found: WrittenReleaseObject) => labelOfKey(keyOf(found));
  const order = new OrderComparison(waitsIn(before.releases, renamed), waitsIn(after.releases));
  const sides = { before: sideOf(before), after: sideOf(after) };
  const changed = pairs.flatMap(pair => {
    const change = compareRelease(pair, {
      ...sides,
      labelOf: label,
      orderOf: both => labelled(order.changeOf(keyOf(both.after))),
      effectsOf: found => effectsOf(found, guard, surroundings.parents),
      hasOtherManifests: found => members.has(label(found)),
    });
    return change === undefined ? [] : [{ pair, change }];
  });
  if (changed.length === 0 && objects.length === 0) return undefined;
  const rollout = rolloutOf(changed, { before: before.releases, after: after.releases }, surroundings.isRemovalGuarded);
  const kind = after === NOTHING ? 'removed' : before === NOTHING ? 'added' : 'changed';
  const releases = changed.map(({ change }) => change).sort(byKindThenLabel);
  return { name, kind, releases, objects, rollout };
}

function isRename({ before, after }: ReleasePair): boolean {
  return before !== undefined && after !== undefined && keyOf(before) !== keyOf(after);
}

function labelled({ nowAfter, noLongerAfter }: OrderChange): OrderChange {
  const labels = (keys: readonly string[]) => keys.map(labelOfKey).sort(compareText);
  return { nowAfter: labels(nowAfter), noLongerAfter: labels(noLongerAfter) };
}

/** What each release waits for; names before a change of names are replaced by those after it. */
function waitsIn(releases: readonly WrittenReleaseObject[], renamed: ReadonlyMap<string, string> = new Map()): Waits {
  const current = (key: string) => renamed.get(key) ?? key;
  return new Map(
    releases.map(found => [
      current(keyOf(found)),
      found.release.dependsOn.map(({ namespace, name }) => current(`${namespace}/${name}`)),
    ]),
  );
}

function sideOf({ objects }: WrittenOutput): OutputSide {
  return { configMaps: configMapsOf(objects), sources: chartSourcesOf(objects) };
}

function effectsOf({ before, after }: ReleasePair, guard: GuardRefusals, parents: Parents): Effect[] {
  if (before === undefined) return [];
  const fate = fateOf(before.object, parents.of(before.path));
  if (after === undefined) {
    if (fate.kind === 'orphaned') return [fate];
    const left: Effect[] = before.release.isSuspended ? [{ kind: 'orphaned', reason: 'suspended' }] : [];
    return [fate, ...left, ...guard.ofRelease(before)];
  }
  const reinstalls = reinstallsOf(before, after);
  if (!isRename({ before, after })) return [...reinstalls, ...guard.ofMove(before, after)];
  if (fate.kind === 'orphaned') return [fate];
  const refusals = guard.ofRelease(before);
  if (before.release.isSuspended) {
    const isTakenOver = isSameTarget(helmTarget(before), helmTarget(after));
    return isTakenOver ? refusals : [{ kind: 'orphaned', reason: 'suspended' }, ...refusals];
  }
  // the old HelmRelease uninstalls the Helm release, whether it is another one or the same
  const names = { before: keyOf(before), after: keyOf(after) };
  return refusals.length > 0 ? refusals : [{ kind: 'reinstalled', field: 'metadata', ...names }];
}

/** Manifests of a release are applied by the Kustomization in it. */
function parentFinder(before: WrittenOutput, after: WrittenOutput, parents: Parents) {
  const [old, now] = [before, after].map(({ releases }) => new Map(releases.map(found => [keyOf(found), found])));
  return ({ member, path }: WrittenObject): Parent | undefined => {
    const found = member === undefined ? undefined : (now.get(member) ?? old.get(member));
    if (found === undefined) return parents.of(path);
    const inner: Fields = recordIn(recordIn(recordIn(found.object, 'spec'), 'values'), 'spec');
    const suspend = inner.suspend === true || found.release.isSuspended;
    return { name: member!, spec: { ...inner, suspend }, isRemoved: !now.has(member!) };
  };
}
