/**
 * The words of `pctl status` for where an object stands, and for what it waits for.
 */
import { releaseLabel } from '../../model/names';
import type { ClusterStatus, ReleaseStatus } from '../../status/cluster-status';
import { wayFrom } from '../../status/find-roots';
import { type ObjectKey, splitKey } from '../../status/flux-object';
import { readDenials } from '../../status/held-removals';
import type { FluxAction, ObjectState } from '../../status/object-state';

const FAILED: Readonly<Record<FluxAction, string>> = {
  install: 'install failed',
  upgrade: 'upgrade failed',
  test: 'test failed',
  rollback: 'rollback failed',
  uninstall: 'uninstall failed',
  apply: 'could not be applied',
  prune: 'could not remove everything',
  check: 'health check failed',
  fetch: 'could not be fetched',
};

const RUNNING: Readonly<Record<FluxAction, string>> = {
  install: 'installing',
  upgrade: 'upgrading',
  test: 'testing',
  rollback: 'rolling back',
  uninstall: 'uninstalling',
  apply: 'being applied',
  prune: 'removing what is no longer in git',
  check: 'checking health',
  fetch: 'being fetched',
};

/** `cert-manager`, `team-a/linkerd2`, `Kustomization flux-system/platform`. */
export function nameObject(key: ObjectKey): string {
  const { kind, namespace, name } = splitKey(key);
  if (kind === 'HelmRelease') return releaseLabel({ namespace, name });
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

/** A few words about `state` alone: `upgrade failed 3 times, trying again`. */
export function describeState(state: ObjectState): string {
  switch (state.kind) {
    case 'failed':
      return describeFailure(state);
    case 'progressing':
      return state.action === undefined ? 'newest change not seen by Flux yet' : RUNNING[state.action];
    case 'removing':
      return 'being removed';
    case 'held':
      return 'removal held back';
    case 'unknown':
      return state.message ?? 'not seen by Flux yet';
    case 'missing':
      return 'not on the cluster';
    case 'removed':
      return 'removed; Flux will try again';
    case 'waiting':
      return 'waiting';
    default:
      return state.kind;
  }
}

function describeFailure({ action, reason, failures = 0, retries }: ObjectState): string {
  const what = action === undefined ? `failed with ${reason}` : FAILED[action];
  const times = failures > 1 ? ` ${failures} times` : '';
  const next = { never: ', and Flux does not try again', later: '', now: ', and Flux tries again now' };
  return `${what}${times}${next[retries ?? 'later']}`;
}

/**
 * Where `key` stands, and what it waits for: `waits for linkerd2, which waits for cert-manager (upgrade failed)`. With
 * `isWide`, nothing is left out, and a failure has its message.
 */
export function describeStanding(key: ObjectKey, status: ClusterStatus, isWide: boolean): string {
  const state = status.states.get(key)!;
  if (state.kind === 'held') return describeHeld(key, state, status);
  const way = describeWay(key, status, isWide ? Infinity : 3);
  if (state.kind === 'waiting') return way ?? 'waits, although all is ready; Flux will look again';
  const words = describeState(state);
  if (way !== undefined) return isNotItsOwn(state) ? way : `${words}; ${way}`;
  return isWide && state.kind === 'failed' ? `${words}: ${state.message ?? ''}` : words;
}

/** Whether `state` only says that something else is not ready, as for a source without an artifact. */
function isNotItsOwn({ kind, action }: ObjectState): boolean {
  return kind === 'failed' && action === undefined;
}

/** Of a Kustomization, what it may not remove; of anything else, why it may not be removed. */
function describeHeld(key: ObjectKey, { message = '' }: ObjectState, { roots, states }: ClusterStatus): string {
  if (splitKey(key).kind === 'Kustomization') {
    const names = readDenials(message).removals.map(removal => nameObject(removal.key));
    return `applied, but must not remove ${names.join(', ')} yet`;
  }
  const next = roots.ways.get(key)?.next;
  const now = next === undefined ? '' : ` (${describeState(states.get(next)!)})`;
  return `removal held back: ${message}${now}`;
}

function describeWay(key: ObjectKey, { roots, states }: ClusterStatus, most: number): string | undefined {
  const cycle = roots.cycles.get(key);
  if (cycle !== undefined) return `waits for itself: ${describeCycle(cycle)}`;
  const { root, length } = roots.ways.get(key)!;
  if (length === 0) return undefined;
  const end = roots.cycles.has(root) ? 'in a cycle' : describeState(states.get(root)!);
  const names = wayFrom(key, roots, length > most ? most - 1 : most).map(nameObject);
  const shown = length > names.length ? [...names, `${nameObject(root)} in the end`] : names;
  return `waits for ${shown.join(', which waits for ')} (${end})`;
}

/** `linkerd2 -> flagger -> linkerd2`, each waiting for the next; long ones are shortened. */
export function describeCycle(cycle: readonly ObjectKey[], most = 8): string {
  const names = cycle.slice(0, most).map(nameObject);
  const left = cycle.length > most ? [`${cycle.length - most} more`] : [];
  return [...names, ...left, nameObject(cycle[0])].join(' -> ');
}

/** `READY` as `flux get` shows it. */
export function describeReady(isReady: boolean, { kind }: ObjectState): string {
  if (isReady) return 'True';
  return kind === 'progressing' || kind === 'unknown' || kind === 'removing' ? 'Unknown' : 'False';
}

/** Where a release stands, and whether it ignores the order. */
export function describeRelease(release: ReleaseStatus, status: ClusterStatus, isWide: boolean): string {
  const standing = describeStanding(release.key, status, isWide);
  return release.ignoresOrder ? `${standing}; ignores the order` : standing;
}

/** `45s`, `12m`, `3h`, `5d`: how long ago `since` was. */
export function describeAge(since: string | undefined, now: number): string | undefined {
  const seconds = Math.floor((now - Date.parse(since ?? '')) / 1000);
  if (Number.isNaN(seconds)) return undefined;
  const age = Math.max(seconds, 0);
  if (age < 120) return `${age}s`;
  if (age < 2 * 3600) return `${Math.floor(age / 60)}m`;
  return age < 48 * 3600 ? `${Math.floor(age / 3600)}h` : `${Math.floor(age / 86400)}d`;
}
