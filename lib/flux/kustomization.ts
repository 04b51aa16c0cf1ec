/**
 * The Flux Kustomization that delivers a folder: it applies the files, and removes objects whose
 * files were removed.
 *
 * Its retry interval determines the pace of removal, because Flux retries after it what the guard
 * refused.
 */
import {
  type KustomizationSpec,
  KustomizationSpecDecryptionProvider,
  KustomizationSpecDeletionPolicy,
  type KustomizationSpecSourceRefKind,
  toJson_KustomizationSpec,
} from '../../imports/kustomize.toolkit.fluxcd.io';
import type { JsonObject } from '../model/data/json';
import { formatDuration } from './duration';
import type { ApplyOptions, Decryption, KustomizationSource } from './kustomization-options';
import type { FluxDuration } from './release-options';
import type { NameReference } from './source-options';

/** API version and kind of the object for `kustomizationSpec`. */
export const KUSTOMIZATION = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' } as const;

/** How Flux delivers a folder; each field is the Kustomization field of that name (kustomize.toolkit.fluxcd.io/v1). */
export interface KustomizationOptions extends ApplyOptions {
  /** Source that contains the folder. */
  readonly sourceRef: KustomizationSource;
  /** Path of the folder from the root of the source: `./dist/production`. */
  readonly path: string;
  /**
   * For `wait`, and for the uninstalls when the Kustomization is deleted. @default the time that
   * the longest chain of the plan may take
   */
  readonly timeout?: FluxDuration;
  /**
   * Whether it is ready only when all releases are; until then, or `timeout`, Flux does not apply a
   * later commit. @default false
   */
  readonly wait?: boolean;
  /** Kustomizations to wait for, in addition to that of a guard in the same chart. @default none */
  readonly dependsOn?: readonly (NameReference & {
    /** Namespace of that Kustomization. @default the same as this one's */
    readonly namespace?: string;
  })[];
  /** Whether to stop applying commits. @default false */
  readonly suspend?: boolean;
}

/** What differs between the folder of a cluster and that of a guard. */
export interface Delivered {
  /** Minimum `timeout` if no option sets it. */
  readonly timeoutSeconds: number;
  /** Whether deleting the Kustomization waits until everything is uninstalled. */
  readonly waitsForTermination: boolean;
  /** Kustomizations to wait for. */
  readonly dependsOn: readonly NameReference[];
}

/** The spec as Flux reads it; objects whose files were removed from the folder are removed. */
export function kustomizationSpec(options: KustomizationOptions, delivered: Delivered): JsonObject {
  const { path, timeout, wait, suspend, dependsOn = [] } = options;
  const waitsFor = [...delivered.dependsOn, ...dependsOn];
  const spec: KustomizationSpec = {
    ...applySpec(options),
    timeout: formatDuration(timeout ?? `${Math.ceil(delivered.timeoutSeconds / 60)}m`),
    path,
    wait: wait ?? false,
    suspend,
    ...(delivered.waitsForTermination && { deletionPolicy: KustomizationSpecDeletionPolicy.WAIT_FOR_TERMINATION }),
    ...(waitsFor.length > 0 && { dependsOn: waitsFor.map(reference => ({ ...reference })) }),
  };
  return toJson_KustomizationSpec(spec) as JsonObject;
}

/** The part of a spec that is the same for a delivered folder and for a member of the order. */
export function applySpec(options: ApplyOptions & { readonly sourceRef: KustomizationSource }): KustomizationSpec {
  const { sourceRef, interval, retryInterval, serviceAccountName, decryption } = options;
  const { kubeConfig, targetNamespace, commonMetadata, namePrefix, nameSuffix, force } = options;
  const { postBuild, patches, images, components, healthChecks, healthCheckExprs } = options;
  const given = { serviceAccountName, kubeConfig, targetNamespace, commonMetadata, namePrefix, nameSuffix, force };
  const built = { postBuild, patches, images, components, healthChecks, healthCheckExprs };
  return {
    interval: formatDuration(interval ?? '10m'),
    retryInterval: formatDuration(retryInterval ?? '30s'),
    prune: true,
    ...(decryption && {
      decryption: { provider: KustomizationSpecDecryptionProvider.SOPS, ...withoutProvider(decryption) },
    }),
    sourceRef: { ...sourceRef, kind: sourceRef.kind as KustomizationSpecSourceRefKind },
    ...(given as Partial<KustomizationSpec>),
    ...(built as Partial<KustomizationSpec>),
  };
}

/** Reference to `source` from an object in the namespace `home`; by default, sources are in Flux's namespace. */
export function referTo(source: KustomizationSource, home: string): KustomizationSource {
  const { kind, name, namespace = 'flux-system' } = source;
  return { kind, name, ...(namespace !== home && { namespace }) };
}

function withoutProvider({ secretRef, serviceAccountName }: Decryption): Omit<Decryption, 'provider'> {
  return { secretRef, serviceAccountName };
}
