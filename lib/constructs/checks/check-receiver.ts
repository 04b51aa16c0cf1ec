/**
 * Checks the options of a Receiver, and whether the cluster can have one.
 */
import type { ApiObject } from 'cdk8s';
import { isRelayOf } from '../../flux/events/relay';
import type { ReceiverOptions } from '../../flux/events/receiver-options';
import { DNS_LABEL_RULE, isDnsLabel } from '../../model/names';
import type { Problem } from '../../model/problem';
import type { FleetDelivery } from '../props/manifest-options';

/** `delivery` says where the empty folder is that relays apply; only a Fleet writes it. */
export function checkReceiver(
  { secretRef, kustomization }: ReceiverOptions,
  delivery: FleetDelivery | undefined,
  { clusterName, isInFleet }: { readonly clusterName: string; readonly isInFleet: boolean },
): Problem[] {
  const names = {
    'Secret of the receiver': secretRef?.name,
    'Kustomization of the receiver': kustomization?.name,
    'namespace of the receiver': kustomization?.namespace,
  };
  const problems = Object.entries(names).flatMap(([what, value]): Problem[] =>
    value === undefined || isDnsLabel(value) ? [] : [{ kind: 'invalid-name', what, value, rule: DNS_LABEL_RULE }],
  );
  const what = 'a receiver needs Kustomizations that apply a folder of the output';
  if (!isInFleet) problems.push({ kind: 'invalid-props', what, remedy: 'use Fleet in place of App' });
  else if (delivery === undefined) {
    const remedy = 'say in "delivery" where Flux finds the output';
    problems.push({ kind: 'invalid-props', what, remedy });
  }
  if (kustomization !== undefined && isRelayOf(clusterName, kustomization.name)) {
    const remedy = 'name the Kustomization that applies the folder of the cluster';
    problems.push({ kind: 'invalid-props', what: `${kustomization.name} is a relay of the receiver itself`, remedy });
  }
  return problems;
}

/**
 * Releases of a wave times those of the next one. With 40 in each of four waves, rollouts took longer than without
 * events; notification-controller makes at most 50 requests a second by default (`--kube-api-qps`).
 */
const MOST_WAKES = 1_000;

/** Each release of a wave wakes, at most twice, all releases of the next one. */
export function checkWaves(waves: readonly { readonly objects: readonly unknown[] }[]): Problem[] {
  const widths = waves.map(({ objects }) => objects.length);
  const at = widths.findIndex((width, i) => width * (widths[i + 1] ?? 0) > MOST_WAKES);
  if (at === -1) return [];
  const what = `the receiver would wake the ${widths[at + 1]} releases of wave ${at + 1} for each of the ${widths[at]} of wave ${at}, which makes rollouts slower`;
  const remedy = 'spread them over more layers, or set "receiver" to false for this cluster and start helm-controller with --requeue-dependency=5s'; // prettier-ignore
  return [{ kind: 'invalid-props', what, remedy }];
}

/** Only one Kustomization is woken when an uninstall ends: `deliveries`, those that apply the cluster, must agree on it. */
export function checkPruner({ kustomization }: ReceiverOptions, deliveries: readonly ApiObject[]): Problem[] {
  const names = [...new Set(deliveries.map(({ name, metadata }) => `${metadata.namespace}/${name}`))].sort();
  if (kustomization !== undefined || names.length < 2) return [];
  const what = `the receiver cannot tell which Kustomization to wake, because ${names.join(' and ')} apply the cluster`;
  const remedy = 'give them one name and namespace, or name one of them in "kustomization" of "receiver"';
  return [{ kind: 'invalid-props', what, remedy }];
}
