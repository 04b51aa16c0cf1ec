/**
 * The relay of a wave: a Kustomization that applies nothing.
 *
 * helm-controller reports that an action succeeded before the status says that the release is ready, and
 * reports nothing about a release that was checked without an action. A Kustomization reports each
 * success, some tenths of a second after it was woken: the releases above are woken by that.
 */
import { type KustomizationSpec, toJson_KustomizationSpec } from '../../../imports/kustomize.toolkit.fluxcd.io';
import type { JsonObject } from '../../model/data/json';
import { applySpec } from '../kustomization';
import type { KustomizationSource } from '../kustomization-options';

/** Folder in the output, and its only file of Kustomize; Kustomize refuses a file without any field. */
export const RELAY_FOLDER = {
  path: 'charts',
  file: 'kustomization.yaml',
  text: 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\ngeneratorOptions:\n  disableNameSuffixHash: true\n',
} as const;

/** How often a wave is looked at after an event: the first time, what it waits for may not be ready yet. */
const RELAYS_OF_A_WAVE = ['', '-again'];

/** What the name of a relay, or of the base of relays, adds to that of the cluster. */
const ADDED = /-wave(s|-\d+(-again)?)$/;

/** The names of the relays of a wave, which wake the next one: `production-wave-0`, `production-wave-0-again`. */
export function relaysOfWave(clusterName: string, wave: number): string[] {
  return RELAYS_OF_A_WAVE.map(suffix => `${clusterName}-wave-${wave}${suffix}`);
}

/**
 * The name of the Kustomization that the relays of a cluster depend on: `production-waves`.
 *
 * A commit is a new revision for every Kustomization of its source. What depends on another one that has not applied
 * the revision yet is put off until Flux checks dependencies again, so that relays do not compete with what the commit
 * changes, and their events wake nothing before it is applied.
 */
export function baseOfRelays(clusterName: string): string {
  return `${clusterName}-waves`;
}

/** Whether a Kustomization that this library writes is a relay, or the base of relays. */
export function isRelay(name: string, path: string): boolean {
  return ADDED.test(name) && path.endsWith(`/${RELAY_FOLDER.path}`);
}

/** Whether the cluster has, or could have, a relay or base of relays of that name. */
export function isRelayOf(clusterName: string, name: string): boolean {
  return ADDED.test(name) && name.replace(ADDED, '') === clusterName;
}

/** The base of relays: applied at once with every commit, and woken by nothing. `path` is as for `relaySpec`. */
export function relayBaseSpec(sourceRef: KustomizationSource, path: string): JsonObject {
  return toJson_KustomizationSpec(emptySpec(sourceRef, path)) as JsonObject;
}

/** `path` is that of the output in the source: `./dist`. */
export function relaySpec(sourceRef: KustomizationSource, path: string, base: string): JsonObject {
  return toJson_KustomizationSpec({ ...emptySpec(sourceRef, path), dependsOn: [{ name: base }] }) as JsonObject;
}

function emptySpec(sourceRef: KustomizationSource, path: string): KustomizationSpec {
  return { ...applySpec({ sourceRef, interval: '1h' }), path: `${path}/${RELAY_FOLDER.path}` };
}
