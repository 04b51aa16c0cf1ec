/**
 * The objects with which notification-controller wakes releases: Provider, Alert and Receiver.
 *
 * The Alert sends events to the Receiver, which annotates what they concern; Flux then reconciles it at
 * once. They change only when something is checked: the order is in `dependsOn` and `readyExpr` alone.
 */
import {
  AlertSpecEventSeverity,
  AlertSpecEventSourcesKind,
  ProviderSpecType,
  type ReceiverSpecResources,
  ReceiverSpecResourcesKind,
  ReceiverSpecType,
  toJson_AlertSpec,
  toJson_ProviderSpec,
  toJson_ReceiverSpec,
} from '../../../imports/notification.toolkit.fluxcd.io';
import type { JsonObject } from '../../model/data/json';
import { ANNOTATIONS, LABELS, MANAGER } from '../../model/labels';
import { HELM_RELEASE } from '../helm-release';
import { KUSTOMIZATION } from '../kustomization';
import { CHANGED, HAS_ACTION } from './managed-fields';

/** Releases that can be installed at the same time, and others wait for. */
export interface Wave {
  /** Names of the Kustomizations that wake the next wave, each woken by the one before. */
  readonly relays: readonly string[];
  /** `<namespace>/<name>` of its releases, sorted. */
  readonly releases: readonly string[];
  /**
   * Hash of what its releases install. If it changes, one of them has a Helm action, unless releases only left it or
   * came from other waves.
   */
  readonly content: string;
}

/** What is woken by which events. */
export interface Wakes {
  /** Namespace of the Receiver and the relays. */
  readonly namespace: string;
  /** Without the last one, which nothing waits for. */
  readonly waves: readonly Wave[];
  /** `<namespace>/<name>` of the releases of the last wave, sorted. */
  readonly last: readonly string[];
  /** Namespaces of the releases, sorted. */
  readonly namespaces: readonly string[];
  /** The Kustomization that prunes. Absent: unknown. */
  readonly pruner?: { readonly name: string; readonly namespace: string };
}

/** On all that a Kustomization applies (kustomize-controller, SetOwnerLabels). */
const APPLIED_BY = 'kustomize.toolkit.fluxcd.io/name';
/** Messages of helm-controller after a successful action, and of kustomize-controller after each success. */
const MESSAGES = ['^Helm (install|upgrade|test|uninstall) succeeded', '^Reconciliation finished'];
const UNINSTALLED = "req.reason == 'UninstallSucceeded'";
/** How long the Receiver may take to annotate what an event wakes; Flux's default, 15s, is short for wide layers. */
const TIMEOUT = '1m';

/** Signs events with `token` of the Secret, and sends them to its `address`. */
export function providerSpec(secret: string): JsonObject {
  return toJson_ProviderSpec({
    type: ProviderSpecType.GENERIC_HYPHEN_HMAC,
    timeout: TIMEOUT,
    secretRef: { name: secret },
  }) as JsonObject;
}

/** Which events are sent. */
export function alertSpec(name: string, wakes: Wakes): JsonObject {
  const { namespace, waves, namespaces } = wakes;
  const releases = namespaces.map(each => ({
    kind: AlertSpecEventSourcesKind.HELM_RELEASE,
    name: '*',
    ...elsewhere(each, namespace),
    matchLabels: labelsOf(wakes),
  }));
  const kind = AlertSpecEventSourcesKind.KUSTOMIZATION;
  const relays = relaysOf(waves).map(name => ({ kind, name }));
  return toJson_AlertSpec({
    eventSeverity: AlertSpecEventSeverity.INFO,
    eventSources: [...releases, ...relays],
    inclusionList: MESSAGES,
    providerRef: { name },
  }) as JsonObject;
}

/** What each event wakes: the first relay of a wave, the next relay, the wave above a relay, or what applies the cluster. */
export function receiverSpec(secret: string, wakes: Wakes): JsonObject {
  return toJson_ReceiverSpec({
    type: ReceiverSpecType.GENERIC_HYPHEN_HMAC,
    secretRef: { name: secret },
    resources: [...relayResources(wakes.waves), ...releasesOf(wakes), ...prunerOf(wakes)],
  }) as JsonObject;
}

/** All relays, each before the one that it wakes. */
export function relaysOf(waves: readonly Wave[]): string[] {
  return waves.flatMap(({ relays }) => relays);
}

/** The first of a wave is woken by its releases, or by the one before if these have no action; the others always. */
function relayResources(waves: readonly Wave[]): ReceiverSpecResources[] {
  const all = relaysOf(waves);
  const releases = new Map(waves.map(wave => [wave.relays[0], wave.releases]));
  return all.map((name, i) => {
    const wave = releases.get(name);
    const before = i > 0 ? [isRelayEvent(all[i - 1])] : [];
    const conditions = wave ? [isReleaseEvent(wave), ...before.map(each => `${each} && !${HAS_ACTION}`)] : before;
    const { apiVersion } = KUSTOMIZATION;
    return { apiVersion, kind: ReceiverSpecResourcesKind.KUSTOMIZATION, name, filter: conditions.join(' || ') };
  });
}

/** CEL: the relay was applied. */
function isRelayEvent(name: string): string {
  return `req.involvedObject.kind == 'Kustomization' && req.involvedObject.name == '${name}'`;
}

/** CEL: an action of one of the releases succeeded, other than an uninstall. */
function isReleaseEvent(names: readonly string[]): string {
  const list = names.map(name => `'${name}'`).join(', ');
  const name = "req.involvedObject.namespace + '/' + req.involvedObject.name";
  return `req.involvedObject.kind == 'HelmRelease' && !(${UNINSTALLED}) && ${name} in [${list}]`;
}

function releasesOf(wakes: Wakes): ReceiverSpecResources[] {
  const { namespace, namespaces } = wakes;
  const wokenBy = `res.metadata.annotations['${ANNOTATIONS.wokenBy}']`;
  const filter = [
    "req.involvedObject.kind == 'Kustomization'",
    `has(res.metadata.annotations) && '${ANNOTATIONS.wokenBy}' in res.metadata.annotations`,
    `req.involvedObject.name in ${wokenBy}.split(',')`,
    CHANGED,
  ].join(' && ');
  const { apiVersion } = HELM_RELEASE;
  const kind = ReceiverSpecResourcesKind.HELM_RELEASE;
  return namespaces.map(each => ({
    apiVersion,
    kind,
    name: '*',
    ...elsewhere(each, namespace),
    matchLabels: labelsOf(wakes),
    filter,
  }));
}

/**
 * Woken when a release is uninstalled, or when the last wave has settled, because it may then remove what it could not
 * before.
 */
function prunerOf({ namespace, pruner, waves, last }: Wakes): ReceiverSpecResources[] {
  if (pruner === undefined) return [];
  const settles = last.length === 0 ? [] : [isReleaseEvent(last)];
  const passes = relaysOf(waves).slice(-1).map(isRelayEvent);
  return [
    {
      apiVersion: KUSTOMIZATION.apiVersion,
      kind: ReceiverSpecResourcesKind.KUSTOMIZATION,
      name: pruner.name,
      ...elsewhere(pruner.namespace, namespace),
      filter: [UNINSTALLED, ...settles, ...passes].join(' || '),
    },
  ];
}

/** Of the releases of one cluster; where that is not known, of all that this library writes. */
function labelsOf({ pruner }: Wakes): Record<string, string> {
  return { [LABELS.managedBy]: MANAGER, ...(pruner && { [APPLIED_BY]: pruner.name }) };
}

function elsewhere(namespace: string, home: string): { readonly namespace?: string } {
  return namespace === home ? {} : { namespace };
}
