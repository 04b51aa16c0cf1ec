/**
 * What Flux applies to one cluster, as it was read from a repository that anyone wrote.
 */
import type { Fields } from './data/json';
import type { FileLocation } from './yaml/file-location';

/** A step into a value: a key, or the position of an item. */
export type PathStep = string | number;

/** An object that Flux applies. */
export interface AppliedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Empty: it has none. */
  readonly namespace: string;
  /** As it is applied: with patches, and with variables replaced as far as they are known. */
  readonly object: Fields;
  /** Where the value at `path` was written, otherwise the nearest value around it. */
  readonly locate: (...path: readonly PathStep[]) => FileLocation;
  /** The Flux Kustomization that applies it. Absent: it is applied to begin with. */
  readonly parent?: AppliedObject;
  /** It has more data than `object`, from files that are not read. */
  readonly hasMoreData?: true;
}

/** Something that could not be read, so that rules that depend on it say nothing. */
export interface Unresolved {
  /** What is not known, and why. */
  readonly what: string;
  readonly location: FileLocation;
  /** Whether objects may be missing for it. */
  readonly hidesObjects: boolean;
}

/** Something that Flux could not build or find. */
export interface BuildFailure {
  readonly what: string;
  readonly remedy: string;
  readonly location: FileLocation;
}

/** One cluster. */
export interface AppliedCluster {
  /** Folder that Flux begins with: `clusters/production`; the name of the cluster in output of this library. */
  readonly name: string;
  readonly objects: readonly AppliedObject[];
  readonly unresolved: readonly Unresolved[];
  readonly failures: readonly BuildFailure[];
  /** Names of charts and releases that something other than Flux installs first, such as a helmfile. */
  readonly bootstrapped: ReadonlySet<string>;
}

/** Whether `object` is a HelmRelease. */
export function isRelease({ apiVersion, kind }: Pick<AppliedObject, 'apiVersion' | 'kind'>): boolean {
  return kind === 'HelmRelease' && groupOf(apiVersion) === 'helm.toolkit.fluxcd.io';
}

/** Whether `object` is a Kustomization of Flux, and not a `kustomization.yaml`. */
export function isFluxKustomization({ apiVersion, kind }: Pick<AppliedObject, 'apiVersion' | 'kind'>): boolean {
  return kind === 'Kustomization' && groupOf(apiVersion) === 'kustomize.toolkit.fluxcd.io';
}

/** `helm.toolkit.fluxcd.io` of `helm.toolkit.fluxcd.io/v2`; empty for `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.lastIndexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** `HelmRelease flux-system/linkerd2`. */
export function idOf({ kind, namespace, name }: Pick<AppliedObject, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

/** Whether `text` contains a variable of `postBuild` whose value is not known. */
export function hasVariable(text: string): boolean {
  return /\$\{[A-Za-z_]/.test(text);
}
