/**
 * The rollout of the changes in one cluster: what Helm does, one after the other, and what is
 * removed then.
 */
import { groupBy } from '../model/data/group-by';
import type { WrittenReleaseObject } from '../model/written-output';
import { installWaves } from '../order/install-waves';
import type { ReleaseChange, Rollout } from './change';
import { keyOf, labelOfKey, type ReleasePair } from './pair-releases';
import { planRollout } from './plan-rollout';

interface Changed {
  readonly pair: ReleasePair;
  readonly change: ReleaseChange;
}

interface Sides {
  readonly before: readonly WrittenReleaseObject[];
  readonly after: readonly WrittenReleaseObject[];
}

/** Fields of the spec that Helm gets to see. */
const HELM_FIELDS =
  /^spec\.(chart\b|chartRef\b|releaseName|targetNamespace|storageNamespace|kubeConfig|postRender|commonMetadata)/;

/** The order of `changed`, by label. */
export function rolloutOf(
  changed: readonly Changed[],
  { before, after }: Sides,
  isGuarded: boolean | undefined,
): Rollout {
  const acting = new Set(changed.filter(({ change }) => acts(change)).map(({ pair }) => keyOf(pair.after!)));
  const added = new Set(changed.flatMap(({ pair }) => (pair.before === undefined ? keyOf(pair.after!) : [])));
  const { steps, longestWay } = planRollout({ waits: waitsOf(after, added), acting });
  const removed = new Set(changed.flatMap(({ change, pair }) => (isRemoval(change) ? keyOf(pair.before!) : [])));
  const labels = (groups: readonly (readonly string[])[]) => groups.map(keys => keys.map(labelOfKey));
  const removals = removalsOf(before, removed, isGuarded !== false);
  return {
    steps: labels(steps),
    removals: labels(removals),
    ...(isGuarded !== undefined && { isRemovalGuarded: isGuarded }),
    longestWay: longestWay.map(labelOfKey),
  };
}

/** Whether Helm installs or upgrades the release. */
function acts({ kind, from, to, values, fields, hasOtherManifests, isSuspended }: ReleaseChange): boolean {
  if (isSuspended || kind === 'removed' || kind === 'waits' || kind === 'reordered') return false;
  if (kind !== 'changed') return true;
  return values.length > 0 || hasOtherManifests || from !== to || fields.some(({ path }) => HELM_FIELDS.test(path));
}

function isRemoval({ kind, effects }: ReleaseChange): boolean {
  return (kind === 'removed' || kind === 'renamed') && !effects.some(effect => effect.kind === 'orphaned');
}

/** An upgrade waits only in lockstep; an installation always. */
function waitsOf(releases: readonly WrittenReleaseObject[], added: ReadonlySet<string>) {
  const known = new Set(releases.map(keyOf));
  return new Map(
    releases.map(found => {
      const isNew = added.has(keyOf(found));
      const targets = found.release.dependsOn
        .filter(({ isInStep, namespace, name }) => (isNew || isInStep) && known.has(`${namespace}/${name}`))
        .map(({ namespace, name }) => `${namespace}/${name}`);
      return [keyOf(found), targets];
    }),
  );
}

/** With a guard, whatever waits is removed before what it waits for. */
function removalsOf(releases: readonly WrittenReleaseObject[], removed: ReadonlySet<string>, isGuarded: boolean) {
  const keys = [...removed].sort();
  if (keys.length === 0 || !isGuarded) return keys.length === 0 ? [] : [keys];
  const waits = new Map(
    releases.map(found => [keyOf(found), found.release.dependsOn.map(({ namespace, name }) => `${namespace}/${name}`)]),
  );
  const waves = installWaves(waits);
  return [...groupBy(keys, key => waves.get(key)!)].sort(([a], [b]) => b - a).map(([, group]) => group);
}
