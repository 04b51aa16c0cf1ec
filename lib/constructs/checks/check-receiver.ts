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
    const remedy = 'say in "delivery" of the fleet where Flux finds the output';
    problems.push({ kind: 'invalid-props', what, remedy });
  }
  if (kustomization !== undefined && isRelayOf(clusterName, kustomization.name)) {
    const remedy = 'name the Kustomization that applies the folder of the cluster';
    problems.push({ kind: 'invalid-props', what: `${kustomization.name} is a relay of the receiver itself`, remedy });
  }
  return problems;
}

/**
 * Relays are applied two or three times a second, and notification-controller makes at most 50 requests a second by
 * default (`--kube-api-qps`). With 40 releases in a wave, rollouts were slower than without events.
 */
const MOST_WOKEN = 20;

/** Each event of a wave wakes all releases of the next one, one request each. */
export function checkWaves(waves: readonly { readonly objects: readonly unknown[] }[]): Problem[] {
  const widest = Math.max(0, ...waves.slice(1).map(({ objects }) => objects.length));
  if (widest <= MOST_WOKEN) return [];
  const what = `each event would make the receiver wake ${widest} releases, and waking more than ${MOST_WOKEN} takes longer than it saves`;
  const remedy = 'set "receiver" to false for this cluster, and start helm-controller with --requeue-dependency=5s';
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
