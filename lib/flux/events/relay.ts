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

/** The names of the relays of a wave, which wake the next one: `production-wave-0`, `production-wave-0-again`. */
export function relaysOfWave(clusterName: string, wave: number): string[] {
  return RELAYS_OF_A_WAVE.map(suffix => `${clusterName}-wave-${wave}${suffix}`);
}

/** `path` is that of the output in the source: `./dist`. */
export function relaySpec(sourceRef: KustomizationSource, path: string): JsonObject {
  const spec: KustomizationSpec = {
    ...applySpec({ sourceRef, interval: '1h' }),
    path: `${path}/${RELAY_FOLDER.path}`,
  };
  return toJson_KustomizationSpec(spec) as JsonObject;
}
