/**
 * What subscriptions need of a catalog: a profile, by name and version range.
 */
import type { IProfile } from './i-profile';
import type { AnyProfiles, ProfileName, ProfileTypes } from './typed-profiles';

/** Profiles to choose from, by name and version range. */
export interface ICatalog<P extends ProfileTypes = AnyProfiles> {
  readonly catalogName: string;
  /** For the compiler only: never there at run time. */
  readonly profileTypes?: P;
  /** Newest version in `range`; throws ProfilesError naming the nearest. @default the newest that is not a prerelease */
  profile(name: ProfileName<P>, range?: string): IProfile;
  /** As `profile`, but `undefined` when there is none. */
  tryProfile(name: ProfileName<P>, range?: string): IProfile | undefined;
}
