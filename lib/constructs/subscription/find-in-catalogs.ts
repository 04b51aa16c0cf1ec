/**
 * Finds a profile that is given by name in the catalogs of a cluster: `linkerd2`, or
 * `platform/linkerd2` for the one in the catalog `platform`.
 */
import { nearestNames } from '../../model/data/nearest-names';
import type { Problem } from '../../model/problem';
import { isProfilesError } from '../../model/profiles-error';
import type { ICatalog } from '../props/i-catalog';
import type { IProfile } from '../props/i-profile';

/** What one catalog says about a name. */
type Answer =
  | { readonly catalog: ICatalog; readonly profile: IProfile }
  | { readonly catalog: ICatalog; readonly problems: readonly Problem[] };

/** The profile `name`, or why there is none; `catalogs` are not empty. */
export function findInCatalogs(
  catalogs: readonly ICatalog[],
  name: string,
  range?: string,
): IProfile | { readonly problems: readonly Problem[] } {
  const { chosen, profile } = chooseCatalogs(catalogs, name);
  const answers = chosen.map(catalog => ask(catalog, profile, range));
  if (answers.length === 1 && 'profile' in answers[0]) return answers[0].profile;
  const offers = answers.filter(isOffer);
  if (offers.length > 1) {
    const names = offers.map(({ catalog }) => `${catalog.catalogName}/${profile}`);
    return { problems: [{ kind: 'ambiguous-profile', profile, names: names.sort() }] };
  }
  // a catalog that cannot be read may have the profile
  const [answer] = [...offers, ...answers.filter(isUnreadable)];
  if (answer !== undefined) return 'profile' in answer ? answer.profile : answer;
  return { problems: [unknownProfile(chosen, profile, answers)] };
}

/** The name of a profile without that of its catalog. */
export function withoutCatalog(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The catalogs to look in: one that `name` begins with, or all. */
function chooseCatalogs(catalogs: readonly ICatalog[], name: string) {
  const slash = name.lastIndexOf('/');
  if (slash === -1) return { chosen: catalogs, profile: name };
  const catalog = name.slice(0, slash);
  const exact = catalogs.filter(({ catalogName }) => catalogName === catalog);
  // one that shares its name is called team-a/platform
  const named = exact.length > 0 ? exact : catalogs.filter(({ catalogName }) => catalogName.endsWith(`/${catalog}`));
  return named.length === 0 ? { chosen: catalogs, profile: name } : { chosen: named, profile: name.slice(slash + 1) };
}

function ask(catalog: ICatalog, profile: string, range?: string): Answer {
  try {
    return { catalog, profile: catalog.sharedProfile?.(profile, range) ?? catalog.profile(profile, range) };
  } catch (error) {
    if (!isProfilesError(error)) throw error;
    return { catalog, problems: error.problems };
  }
}

/** Whether the catalog has a profile of that name, in whatever version. */
function isOffer(answer: Answer): boolean {
  return (
    'profile' in answer || !answer.problems.some(problem => problem.kind === 'unknown-profile' || isElsewhere(problem))
  );
}

function isUnreadable(answer: Answer): boolean {
  return 'problems' in answer && answer.problems.some(isElsewhere);
}

/** Whether a problem is reported at the catalog, or in its file. */
function isElsewhere({ path, location }: Problem): boolean {
  return path !== undefined || location !== undefined;
}

function unknownProfile(catalogs: readonly ICatalog[], profile: string, answers: readonly Answer[]): Problem {
  const near = answers.flatMap(answer => ('problems' in answer ? answer.problems : [])).flatMap(nearestIn);
  const names = catalogs.map(({ catalogName }) => catalogName);
  // the name of the catalog may be the one that is wrong
  const [prefix, ...rest] = profile.split('/');
  const having = catalogs.filter(catalog => catalog.tryProfile(rest.join('/')) !== undefined);
  const others = nearestNames(having.map(({ catalogName }) => catalogName), prefix).map(name => [name, ...rest].join('/')); // prettier-ignore
  const nearest = nearestNames([...near, ...others], profile);
  return { kind: 'unknown-profile', profile, catalog: names.join(', '), nearest };
}

function nearestIn(problem: Problem): readonly string[] {
  return problem.kind === 'unknown-profile' ? problem.nearest : [];
}
