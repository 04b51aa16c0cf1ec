/**
 * The Flux Kustomization that delivers a folder: it applies what is there, and removes what
 * is no longer.
 *
 * Its retry interval paces removal: what the guard refused is tried again after it.
 */
import {
  type KustomizationSpec,
  KustomizationSpecDeletionPolicy,
  type KustomizationSpecSourceRefKind,
  toJson_KustomizationSpec,
} from '../../imports/kustomize.toolkit.fluxcd.io';
import type { JsonObject } from '../model/data/json';
import { formatDuration } from './duration';
import type { FluxDuration } from './release-options';
import type { NameReference } from './source-options';

/** API version and kind of what `kustomizationSpec` is the spec of. */
export const KUSTOMIZATION = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' } as const;

/** Where Flux gets the files. */
export interface KustomizationSource {
  readonly kind: 'GitRepository' | 'OCIRepository' | 'Bucket';
  readonly name: string;
  /** @default that of the Kustomization */
  readonly namespace?: string;
}

/** How Flux delivers a folder; each field is that of the Kustomization (kustomize.toolkit.fluxcd.io/v1). */
export interface KustomizationOptions {
  readonly sourceRef: KustomizationSource;
  /** Of the folder, from the root of the source: `./dist/production`. */
  readonly path: string;
  /** @default 10m */
  readonly interval?: FluxDuration;
  /** Between tries of what failed, and so between the layers of a removal. @default 30s */
  readonly retryInterval?: FluxDuration;
  /** For `wait`, and for the last uninstalls when the Kustomization is deleted. @default what the slowest way through the plan may take */
  readonly timeout?: FluxDuration;
  /** Be ready only when all releases are. Until then, or until `timeout`, no later commit is applied. @default false */
  readonly wait?: boolean;
  /** Account that Flux acts as. @default Flux's own */
  readonly serviceAccountName?: string;
  /** Kustomizations to wait for, beside that of the guard in the same chart. */
  readonly dependsOn?: readonly (NameReference & { readonly namespace?: string })[];
}

/** What depends on who is delivered. */
export interface Delivered {
  /** At least what is written as `timeout`, when no option says it. */
  readonly timeoutSeconds: number;
  /** Whether who deletes the Kustomization waits until everything is uninstalled. */
  readonly waitsForTermination: boolean;
  readonly dependsOn: readonly NameReference[];
}

/** The spec as Flux reads it; everything that left the folder is removed. */
export function kustomizationSpec(options: KustomizationOptions, delivered: Delivered): JsonObject {
  const { sourceRef, path, interval, retryInterval, timeout, wait, serviceAccountName, dependsOn = [] } = options;
  const waitsFor = [...delivered.dependsOn, ...dependsOn];
  const spec: KustomizationSpec = {
    interval: formatDuration(interval ?? '10m'),
    retryInterval: formatDuration(retryInterval ?? '30s'),
    timeout: formatDuration(timeout ?? `${Math.ceil(delivered.timeoutSeconds / 60)}m`),
    path,
    prune: true,
    wait: wait ?? false,
    ...(delivered.waitsForTermination && { deletionPolicy: KustomizationSpecDeletionPolicy.WAIT_FOR_TERMINATION }),
    serviceAccountName,
    sourceRef: { ...sourceRef, kind: sourceRef.kind as KustomizationSpecSourceRefKind },
    ...(waitsFor.length > 0 && { dependsOn: waitsFor.map(reference => ({ ...reference })) }),
  };
  return toJson_KustomizationSpec(spec) as JsonObject;
}
