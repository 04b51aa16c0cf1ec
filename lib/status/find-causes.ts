/**
 * Why a rollout does not go on: what fails, is missing or in a cycle, and what is suspended, or still needs something
 * that should be removed, while others wait for it.
 */
import { groupBy } from '../model/data/group-by';
import type { Cause } from './cluster-status';
import type { Roots } from './find-roots';
import { type ObjectKey, splitKey } from './flux-object';
import type { ObjectState, StandingObject, WaitReason } from './object-state';

/** Wait for others, and are more than a step between them. */
const COUNTED: ReadonlySet<string> = new Set(['HelmRelease', 'Kustomization']);

/** Sorted: first what holds back most. */
export function findCauses(objects: readonly StandingObject[], roots: Roots): Cause[] {
  const waiting = [...roots.ways].filter(([key, { root }]) => key !== root && COUNTED.has(splitKey(key).kind));
  const behind = groupBy(waiting, ([, { root }]) => root);
  const heldBack = (keys: readonly ObjectKey[]) =>
    keys.flatMap(key => (behind.get(key) ?? []).map(([other]) => other)).sort();
  const waits = groupBy(
    objects.flatMap(object => object.waits),
    ({ on }) => on,
  );
  const reasons = (key: ObjectKey): WaitReason[] => [...new Set((waits.get(key) ?? []).map(({ why }) => why))].sort();
  const details = (key: ObjectKey) => [...new Set((waits.get(key) ?? []).flatMap(({ detail }) => detail ?? []))].sort();
  const causes = objects.flatMap(({ key, state }): Cause[] => {
    const cycle = roots.cycles.get(key);
    const found = { key, state, reasons: reasons(key), details: details(key) };
    if (cycle !== undefined) return cycle[0] === key ? [{ ...found, cycle, holdsBack: heldBack(cycle) }] : [];
    const cause = { ...found, holdsBack: heldBack([key]) };
    const isCause = isSick(state) || (cause.holdsBack.length > 0 && isInTheWay(state));
    return isCause && roots.ways.get(key)!.root === key ? [cause] : [];
  });
  return causes.sort((a, b) => b.holdsBack.length - a.holdsBack.length || (a.key < b.key ? -1 : 1));
}

function isSick({ kind }: ObjectState): boolean {
  return kind === 'failed' || kind === 'held';
}

/** Whether it stays as it is until somebody changes something. */
function isInTheWay({ kind }: ObjectState): boolean {
  return kind === 'missing' || kind === 'suspended' || kind === 'ready';
}
