/**
 * An artifact of a profile in Git, and where it is installed.
 */
import type { Construct, IDependable } from 'constructs';
import type { GitLocation } from '../../flux/git-source';
import type { GitOrigin } from '../../model/catalog-entry';
import type { Problem } from '../../model/problem';
import type { ProfileArtifact } from '../../model/profile-artifact';
import { segmentsOf } from '../../model/profile-path';
import type { IProfile } from '../props/i-profile';
import type { ProfileSubscriptionProps, SubscriptionDefaults } from '../props/subscription-options';
import type { ClusterScope, SourceUse } from '../tree/cluster-scope';

/** A subscription to a profile in Git. */
export interface ProfileInstallation {
  readonly cluster: ClusterScope;
  readonly profile: IProfile & { readonly git: GitOrigin };
  readonly subscriptionName: string;
  /** Namespace of the Flux objects. */
  readonly namespace: string;
  readonly targetNamespace: string;
  readonly layer?: number;
  readonly range?: string;
  /** Options of the subscription itself. */
  readonly own: ProfileSubscriptionProps;
  /** Combined options of the subscription, its cluster and its fleet. */
  readonly options: SubscriptionDefaults;
  readonly dependsOn: readonly IDependable[];
  /** Problems of the subscription itself; they are reported with the first member. */
  readonly problems: readonly Problem[];
  report(problem: Problem): void;
}

/** An artifact to install. */
export interface PlacedArtifact {
  readonly artifact: ProfileArtifact;
  /** Construct in which only this artifact is created. */
  readonly construct: Construct;
  /** Names on the path from the profile to it: `logging`, `server`. */
  readonly way: readonly string[];
  /** Folder of its profile. */
  readonly location: GitLocation;
  readonly dependsOn: readonly IDependable[];
}

/** Name of the GitRepository for `location`, which is written on first use. */
export function gitSourceOf(location: GitLocation, { cluster, profile }: ProfileInstallation, use: SourceUse): string {
  return cluster.sources.addGit({ ...location, source: profile.gitSources?.[location.url] }, use).name;
}

/** How the release `name` of an artifact uses its source. */
export function sourceUse({ cluster, namespace, options }: ProfileInstallation, name: string): SourceUse {
  const shard = cluster.sources.shardOf({ namespace, name }, options.shard);
  return { namespace, isRemote: options.kubeConfig !== undefined, shard };
}

/** `logging/server`: the name of an artifact in values and messages. */
export function qualifiedArtifact(way: readonly string[]): string {
  return way.join('/');
}

/** `./nginx/charts/server`: `path` in the profile at `location`, from the root of the repository. */
export function folderIn({ folder = '' }: GitLocation, path: string): string {
  return ['.', ...segmentsOf(`${folder}/${path}`)].join('/');
}
