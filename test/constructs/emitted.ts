/**
 * What a cluster writes, in a short form for tests to compare.
 */
import { type Cluster, edgesOf, isProfilesError, type Problem } from 'cdk8s-profiles';

/** The fields of a HelmRelease or a source that tests look at. */
export interface EmittedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly releaseName?: string;
    readonly targetNamespace?: string;
    readonly storageNamespace?: string;
    readonly chart?: { readonly spec: { readonly chart: string; readonly version: string } };
    readonly dependsOn?: readonly { readonly name: string; readonly namespace?: string }[];
    readonly values?: unknown;
  } & Readonly<Record<string, unknown>>;
}

/** Objects of `cluster`, as they are written. */
export function objectsOf(cluster: Cluster, kind?: string): EmittedObject[] {
  const objects = cluster.toJson() as unknown as EmittedObject[];
  return kind === undefined ? objects : objects.filter(object => object.kind === kind);
}

/** The HelmRelease `name` of `cluster`. */
export function releaseOf(cluster: Cluster, name: string): EmittedObject {
  return objectsOf(cluster, 'HelmRelease').find(({ metadata }) => metadata.name === name)!;
}

/** `linkerd2`, or `team-a/vault`: what a release waits for, as Flux will read it. */
export function dependenciesOf({ spec }: Pick<EmittedObject, 'spec'>): string[] {
  // a HelmRelease of the program may have no spec
  const references = spec?.dependsOn ?? [];
  return references.map(({ name, namespace }) => (namespace === undefined ? name : `${namespace}/${name}`));
}

/** `flagger -> linkerd2`: every wait of `cluster`. */
export function waitsOf(cluster: Cluster): string[] {
  return objectsOf(cluster, 'HelmRelease').flatMap(object =>
    dependenciesOf(object).map(name => `${object.metadata.name} -> ${name}`),
  );
}

/** `flagger -> linkerd2`: every wait in the plan. */
export function edgesIn({ plan }: Cluster): string[] {
  return plan.steps.flatMap(step => edgesOf(plan, step).map(({ from, to }) => `${from} -> ${to}`));
}

/** The problems that `action` throws; empty when it does not throw. */
export function problemsOf(action: () => unknown): readonly Problem[] {
  try {
    action();
    return [];
  } catch (error) {
    if (isProfilesError(error)) return error.problems;
    throw error;
  }
}
