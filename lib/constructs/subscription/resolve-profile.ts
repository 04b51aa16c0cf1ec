/**
 * Finds the profile of a subscription: an object, or a name in the catalogs.
 */
import type { Problem } from '../../model/problem';
import { withoutCredentials } from '../../model/data/redact';
import { describeGitUrlFault } from '../../model/git-url';
import { describeUrlFault } from '../../model/repository-url';
import { isExactVersion } from '../../model/version/version';
import { checkChartSource, isMoving } from '../checks/check-source-ref';
import type { ICatalog } from '../props/i-catalog';
import type { IProfile } from '../props/i-profile';
import { findInCatalogs } from './find-in-catalogs';

/** What a subscription says about its profile. */
export interface ProfileRequest {
  readonly profile: IProfile | string;
  readonly version?: string;
  readonly catalog?: ICatalog;
}

/** The profile to install; `undefined` if there is none, which is reported. */
export function resolveProfile(
  cluster: { readonly catalogs: readonly ICatalog[] },
  request: ProfileRequest,
  report: (problem: Problem) => void,
): IProfile | undefined {
  const { profile } = request;
  if (typeof profile !== 'string') return checkProfile(profile, request, report);
  const catalogs = request.catalog === undefined ? cluster.catalogs : [request.catalog];
  if (catalogs.length === 0) {
    report({ kind: 'missing-catalog', profile });
    return undefined;
  }
  const found = findInCatalogs(catalogs, profile, request.version);
  if (!('problems' in found)) return found;
  // a problem with a location of its own is reported there
  found.problems.filter(problem => problem.path === undefined && problem.location === undefined).forEach(report);
  return undefined;
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
  const isFromCatalog = profile.catalogName !== undefined;
  const found = artifact === undefined || isFromCatalog ? [] : checkChartSource(artifact);
  found.forEach(report);
  const url = git?.url ?? artifact?.repository ?? '';
  const isUrlGiven = found.length === 0 && artifact?.sourceRef === undefined;
  const rule = git !== undefined ? describeGitUrlFault(url) : isUrlGiven ? describeUrlFault(url) : undefined;
  if (rule !== undefined) report({ kind: 'invalid-url', value: withoutCredentials(url), rule });
  const isKnown = git === undefined || (git.commit !== undefined && git.artifacts !== undefined);
  if (!isKnown) report({ kind: 'git-profile', profile: profile.profileName, version, url });
  const isExact =
    isFromCatalog || (artifact !== undefined && isMoving(artifact)) || isExactVersion(artifact?.version ?? version);
  if (!isExact) report({ kind: 'version-not-exact', profile: profile.profileName, version });
  return rule === undefined && isExact && isKnown && found.length === 0 ? profile : undefined;
}
