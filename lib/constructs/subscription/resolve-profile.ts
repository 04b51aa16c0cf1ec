/**
 * Finds the profile of a subscription: an object, or a name in the catalog.
 */
import type { Problem } from '../../model/problem';
import { isProfilesError } from '../../model/profiles-error';
import { withoutCredentials } from '../../model/data/redact';
import { describeGitUrlFault } from '../../model/git-url';
import { describeUrlFault } from '../../model/repository-url';
import { isExactVersion } from '../../model/version/version';
import type { ICatalog } from '../props/i-catalog';
import type { IProfile } from '../props/i-profile';

/** What a subscription says about its profile. */
export interface ProfileRequest {
  readonly profile: IProfile | string;
  readonly version?: string;
  readonly catalog?: ICatalog;
}

/** The profile to install; `undefined` if there is none, which is reported. */
export function resolveProfile(
  cluster: { readonly catalog?: ICatalog },
  request: ProfileRequest,
  report: (problem: Problem) => void,
): IProfile | undefined {
  const { profile } = request;
  if (typeof profile !== 'string') return checkProfile(profile, request, report);
  const catalog = request.catalog ?? cluster.catalog;
  if (catalog === undefined) {
    report({ kind: 'missing-catalog', profile });
    return undefined;
  }
  try {
    return catalog.profile(profile, request.version);
  } catch (error) {
    if (!isProfilesError(error)) throw error;
    // a problem with a location of its own is reported there
    error.problems.filter(problem => problem.path === undefined && problem.location === undefined).forEach(report);
    return undefined;
  }
}

/** A profile that is given as an object must be exact, and Flux must be able to find it. */
function checkProfile(profile: IProfile, request: ProfileRequest, report: (problem: Problem) => void) {
  const { artifact, git, version } = profile;
  if (request.version !== undefined) {
    report({
      kind: 'invalid-props',
      what: `version "${request.version}" is given together with a profile that is version ${version} already`,
      remedy: 'drop "version", or give the profile by name',
    });
  }
  const url = git?.url ?? artifact?.repository ?? '';
  const rule = git === undefined ? describeUrlFault(url) : describeGitUrlFault(url);
  if (rule !== undefined) report({ kind: 'invalid-url', value: withoutCredentials(url), rule });
  const isKnown = git === undefined || (git.commit !== undefined && git.artifacts !== undefined);
  if (!isKnown) report({ kind: 'git-profile', profile: profile.profileName, version, url });
  const isFromCatalog = profile.catalogName !== undefined;
  const isExact = isFromCatalog || isExactVersion(artifact?.version ?? version);
  if (!isExact) report({ kind: 'version-not-exact', profile: profile.profileName, version });
  return rule === undefined && isExact && isKnown ? profile : undefined;
}
