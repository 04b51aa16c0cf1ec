/**
 * The Flux Kustomization that delivers a folder: it applies what is there, and removes what
 * left it.
 *
 * Its retry interval paces removal: Flux tries again what the guard refused once it is over.
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

/** API version and kind of what `kustomizationSpec` is the spec of. */
export const KUSTOMIZATION = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' } as const;

/** How Flux delivers a folder; each field is that of the Kustomization (kustomize.toolkit.fluxcd.io/v1). */
export interface KustomizationOptions extends ApplyOptions {
  /** Source that holds the folder. */
  readonly sourceRef: KustomizationSource;
  /** Path of the folder from the root of the source: `./dist/production`. */
  readonly path: string;
  /** For `wait`, and for the uninstalls when the Kustomization is deleted. @default what the longest chain of the plan may take */
  readonly timeout?: FluxDuration;
  /** Whether it is ready only when all releases are; until then, or `timeout`, Flux applies no later commit. @default false */
  readonly wait?: boolean;
  /** Kustomizations to wait for, beside that of a guard in the same chart. @default none */
  readonly dependsOn?: readonly (NameReference & {
    /** Namespace of that Kustomization. @default the same as this one's */
    readonly namespace?: string;
  })[];
  /** Whether to stop applying commits. @default false */
  readonly suspend?: boolean;
}

/** What depends on whose folder it is: a cluster's or a guard's. */
export interface Delivered {
  /** Least time for `timeout`, when no option gives it. */
  readonly timeoutSeconds: number;
  /** Whether deleting the Kustomization takes until everything is uninstalled. */
  readonly waitsForTermination: boolean;
  /** Kustomizations to wait for. */
  readonly dependsOn: readonly NameReference[];
}

/** The spec as Flux reads it; everything that left the folder is removed. */
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

/** What of a spec is the same for a delivered folder and for a member of the order. */
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

/** `source` as an object in the namespace `home` refers to it; sources live beside Flux unless something else is said. */
export function referTo(source: KustomizationSource, home: string): KustomizationSource {
  const { kind, name, namespace = 'flux-system' } = source;
  return { kind, name, ...(namespace !== home && { namespace }) };
}

function withoutProvider({ secretRef, serviceAccountName }: Decryption): Omit<Decryption, 'provider'> {
  return { secretRef, serviceAccountName };
}
