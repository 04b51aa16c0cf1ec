/**
 * Finds the repository around the working directory, and what is subscribed in it.
 */
import { join, relative } from 'node:path';
import { clustersIn } from '../../constructs/folder/cluster-names';
import { currentFiles } from '../../constructs/folder/file-view';
import { type ClusterFolder, readClusterFolder, SUBSCRIPTIONS } from '../../constructs/folder/read-cluster-folder';
import { nearestNames } from '../../model/data/nearest-names';
import { formatNearest } from '../../model/data/format-nearest';
import type { SubscriptionSpec } from '../../model/subscriptions/subscription-schema';
import { DNS_LABEL_RULE, isDnsLabel } from '../../model/names';
import { ProfilesError } from '../../model/profiles-error';
import { findSubscriptions } from '../synth/synth-settings';
import type { Context } from '../terminal/command';

/** A repository with a folder of subscriptions. */
export interface Repository {
  /** Its path. */
  readonly root: string;
  /** By name, sorted. */
  readonly clusters: ReadonlyMap<string, ClusterFolder>;
}

/** A subscription in a repository. */
export interface SubscriptionPlace {
  readonly cluster: string;
  readonly name: string;
  /** Path of its file from the root, with slashes. */
  readonly file: string;
  readonly spec: SubscriptionSpec;
}

/** The root of the repository that the working directory is in; throws ProfilesError if there is none. */
export function findRoot({ cwd }: Context): string {
  const root = findSubscriptions(cwd);
  if (root === undefined) {
    const what = `there is no folder "${SUBSCRIPTIONS}" in ${cwd} or above it`;
    throw new ProfilesError({ kind: 'invalid-props', what, remedy: 'run "pctl init" in the root of the repository' });
  }
  return root;
}

/** The folder of catalogs in the repository with that `root`, relative to the working directory. */
export function catalogsIn({ cwd }: Context, root: string): string {
  return join(relative(cwd, root), 'catalogs');
}

/** Reads the repository that the working directory is in; throws ProfilesError if there is none. */
export function findRepository(context: Context): Repository {
  const root = findRoot(context);
  const view = currentFiles();
  const folder = join(relative(process.cwd(), root), SUBSCRIPTIONS);
  return {
    root,
    clusters: new Map(clustersIn(folder, view).map(name => [name, readClusterFolder(join(folder, name), view)])),
  };
}

/** The cluster called `name`, or the only one. */
export function chooseCluster({ clusters }: Repository, name: string | undefined): string | { readonly error: string } {
  const names = [...clusters.keys()];
  if (name === undefined && names.length === 1) return names[0];
  if (name === undefined) {
    return names.length === 0
      ? { error: `there is no cluster in "${SUBSCRIPTIONS}". Add one with "pctl init --cluster NAME"` }
      : { error: `there are several clusters: ${names.join(', ')}. Choose one with "--cluster"` };
  }
  if (clusters.has(name)) return name;
  const nearest = formatNearest(nearestNames(names, name));
  return { error: `there is no cluster "${name}" in "${SUBSCRIPTIONS}"${nearest}. Correct the name, or add it with "pctl init --cluster ${name}"` }; // prettier-ignore
}

/** The only subscription called `name`, in `cluster` or in any. */
export function findSubscription(
  repository: Repository,
  name: string,
  cluster?: string,
): SubscriptionPlace | { readonly error: string } {
  const all = subscriptionsOf(repository, cluster);
  const found = all.filter(place => place.name === name);
  if (found.length === 1) return found[0];
  if (found.length > 1) {
    return { error: `"${name}" is subscribed on several clusters: ${found.map(place => place.cluster).join(', ')}. Choose one with "--cluster"` }; // prettier-ignore
  }
  const names = all.map(place => place.name);
  const where = cluster === undefined ? 'any cluster' : `cluster "${cluster}"`;
  return { error: `"${name}" is not subscribed on ${where}${formatNearest(nearestNames(names, name))}. Correct the name` }; // prettier-ignore
}

/** The subscriptions on `cluster`, or on all clusters. */
export function subscriptionsOf({ clusters }: Repository, cluster?: string): readonly SubscriptionPlace[] {
  return [...clusters]
    .filter(([each]) => cluster === undefined || each === cluster)
    .flatMap(([each, { subscriptions }]) =>
      subscriptions.map(({ name, spec }) => ({ cluster: each, name, file: fileOf(each, name), spec })),
    );
}

/** Fields in which a subscription names others. */
export const NAMING_FIELDS = ['dependsOn', 'independentOf'] as const;

/** Subscriptions of the same cluster that name the one at `place`. */
export function findDependants(repository: Repository, { cluster, name }: SubscriptionPlace): SubscriptionPlace[] {
  return subscriptionsOf(repository, cluster).filter(({ spec }) =>
    NAMING_FIELDS.some(field => spec[field]?.includes(name)),
  );
}

/** `subscriptions/production/linkerd2.yaml`. */
export function fileOf(cluster: string, name: string): string {
  return `${SUBSCRIPTIONS}/${cluster}/${name}.yaml`;
}

/** Why `name` cannot be that of a subscription, without a remedy; empty if it can. */
export function checkName(name: string): string[] {
  if (!isDnsLabel(name)) return [`name "${name}" is not allowed: ${DNS_LABEL_RULE}`];
  return name === 'cluster' ? ['name "cluster" is not allowed, because cluster.yaml is the file of the cluster'] : [];
}
