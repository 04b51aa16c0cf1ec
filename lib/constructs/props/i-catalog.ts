/**
 * What subscriptions need from a catalog: a profile, by name and version range.
 */
import type { IProfile } from './i-profile';
import type { AnyProfiles, ProfileName, ProfileTypes } from './typed-profiles';

/** Profiles to choose from, by name and version range. */
export interface ICatalog<Profiles extends ProfileTypes = AnyProfiles> {
  /** Its name in messages and annotations. */
  readonly catalogName: string;
  /** For the compiler only. Absent whenever a program runs. */
  readonly profileTypes?: Profiles;
  /**
   * The newest version of `name` in `range`, in Helm's syntax: `~1.2`. Without `range`, the newest
   * that is not a prerelease. Throws ProfilesError, which names the nearest match.
   */
  profile(name: ProfileName<Profiles>, range?: string): IProfile;
  /** Like `profile`, but `undefined` if there is no such version. */
  tryProfile(name: ProfileName<Profiles>, range?: string): IProfile | undefined;
  /**
   * Like `profile`, but one object for all callers, which must not be changed.
   * @internal
   */
  sharedProfile?(name: string, range?: string): IProfile;
  /**
   * The newest version of `name` whose chart can be installed on that version of Kubernetes.
   * @internal
   */
  newestFor?(name: string, kubernetesVersion: string): string | undefined;
}
