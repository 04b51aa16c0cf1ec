/**
 * A folder of manifests as it was read back: its releases and all other objects, each with its
 * cluster.
 */
import type { Fields } from './data/json';
import type { WrittenRelease } from './written-release';
import type { FileLocation } from './yaml/file-location';

/** A HelmRelease and what was read from it. */
export interface WrittenReleaseObject {
  readonly release: WrittenRelease;
  readonly object: Fields;
  /** File below the folder: `production/HelmRelease.flux-system.linkerd2.k8s.yaml`. */
  readonly path: string;
}

/** Any other object. */
export interface WrittenObject {
  /** Empty: unknown. */
  readonly cluster: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Absent: it has none, or the one in which it is applied. */
  readonly namespace?: string;
  readonly object: Fields;
  /** File below the folder. */
  readonly path: string;
  readonly location: FileLocation;
  /** The release of manifests that applies it: `flux-system/issuers`. */
  readonly member?: string;
}

/** What a folder of manifests contains. */
export interface WrittenOutput {
  readonly releases: readonly WrittenReleaseObject[];
  readonly objects: readonly WrittenObject[];
}
