/**
 * An artifact of a profile in git that is to be installed, and where it is.
 */
import type { Construct, IDependable } from 'constructs';
import type { GitLocation } from '../../flux/git-source';
import type { GitOrigin } from '../../model/catalog-entry';
import type { Problem } from '../../model/problem';
import type { ProfileArtifact } from '../../model/profile-artifact';
import type { IProfile } from '../props/i-profile';
import type { ProfileSubscriptionProps, SubscriptionDefaults } from '../props/subscription-options';
import type { ClusterScope } from '../tree/cluster-scope';

/** A subscription to a profile in git. */
export interface ProfileInstallation {
  readonly cluster: ClusterScope;
  readonly profile: IProfile & { readonly git: GitOrigin };
  readonly subscriptionName: string;
  /** Namespace of the Flux objects. */
  readonly namespace: string;
  readonly targetNamespace: string;
  readonly layer?: number;
  readonly range?: string;
  /** Those of the subscription alone. */
  readonly own: ProfileSubscriptionProps;
  /** Those of the subscription, its cluster and its fleet in one. */
  readonly options: SubscriptionDefaults;
  readonly dependsOn: readonly IDependable[];
  /** What is wrong with the subscription itself; the first member has it. */
  readonly problems: readonly Problem[];
  report(problem: Problem): void;
}

/** An artifact that is installed. */
export interface PlacedArtifact {
  readonly artifact: ProfileArtifact;
  /** In which it is created, alone. */
  readonly construct: Construct;
  /** Names from the profile to it: `logging`, `server`. */
  readonly way: readonly string[];
  /** Folder of its profile. */
  readonly location: GitLocation;
  readonly dependsOn: readonly IDependable[];
}

/** `logging/server`: how values and messages name an artifact. */
export function qualifiedArtifact(way: readonly string[]): string {
  return way.join('/');
}

/** `./nginx/charts/server`: `path` of the profile at `location`, from the root of the repository. */
export function folderIn({ folder = '' }: GitLocation, path: string): string {
  const segments = `${folder}/${path}`.split('/').filter(segment => segment !== '' && segment !== '.');
  return ['.', ...segments].join('/');
}
