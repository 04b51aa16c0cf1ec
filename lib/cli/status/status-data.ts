/**
 * The status of a cluster as JSON and YAML, for programs. A key without a value is absent.
 */
import { type ObjectKey, splitKey } from '../../status/flux-object';
import type { Cause, KustomizationStatus } from '../../status/cluster-status';
import type { ObjectState, Wait } from '../../status/object-state';
import { isSettled, type ShownRelease, type ShownStatus } from './shown-status';

export function statusToData(shown: ShownStatus): object {
  return {
    settled: isSettled(shown),
    subscriptions: shown.releases.map(release => releaseToData(release, shown)),
    kustomizations: shown.kustomizations.map(found => kustomizationToData(found, shown)),
    causes: shown.causes.map(causeToData),
  };
}

function releaseToData(release: ShownRelease, shown: ShownStatus): object {
  const { cluster, namespace, name, layer, profile, contents, installed, applied, output } = release;
  return {
    ...{ cluster, namespace, name, profile, contents, layer, installed, applied, output: output?.version },
    ready: release.isReady,
    suspended: release.isSuspended,
    ignoresOrder: release.ignoresOrder,
    ...stateToData(release.state),
    kustomization: release.kustomization && splitKey(release.kustomization),
    ...waysToData(release, shown),
  };
}

function kustomizationToData(found: KustomizationStatus, shown: ShownStatus): object {
  const { namespace, name, isReady, isSuspended, applied, attempted, fetched } = found;
  const revisions = { applied, attempted, fetched };
  const what = { namespace, name, ...revisions, ready: isReady, suspended: isSuspended };
  return { ...what, ...stateToData(found.state), ...waysToData(found, shown) };
}

function causeToData({ key, state, cycle, holdsBack }: Cause): object {
  return {
    ...splitKey(key),
    ...stateToData(state),
    cycle: cycle?.map(splitKey),
    holdsBack: holdsBack.map(splitKey),
  };
}

function stateToData({ kind, action, reason, message, since, failures, retries }: ObjectState): object {
  return { state: kind, action, reason, message, since, failures, retries };
}

function waysToData(
  { key, waits }: { readonly key: ObjectKey; readonly waits: readonly Wait[] },
  { status }: ShownStatus,
): object {
  const root = status.roots.ways.get(key)?.root;
  const waitsFor = waits.map(({ on, why }) => ({ ...splitKey(on), why, state: status.states.get(on)?.kind }));
  return { waitsFor, cause: root === undefined || root === key ? undefined : splitKey(root) };
}
