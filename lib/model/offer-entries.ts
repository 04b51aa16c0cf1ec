/**
 * What a catalog offers: entries whose names can be used, and mean one thing each.
 *
 * If two charts have one profile name, a range could install either of them, depending on their
 * versions. So neither is offered.
 */
import type { CatalogEntry } from './catalog-entry';
import { compareText } from './data/compare-text';
import { groupBy } from './data/group-by';
import { isProfileName, PROFILE_NAME_RULE } from './names';
import type { Problem } from './problem';

/** Entries that are offered, in the same order, and a problem for each name that is not. */
export interface OfferedEntries {
  readonly entries: readonly CatalogEntry[];
  readonly problems: Problem[];
}

/** Leaves out names that cannot be used; `whereOf` says where an entry is, if not in a file or a Git repository. */
export function offerEntries(
  entries: readonly CatalogEntry[],
  whereOf: (entry: CatalogEntry) => string | undefined = findPlace,
): OfferedEntries {
  const problems: Problem[] = [];
  const refused = new Set<string>();
  for (const [name, versions] of groupBy(entries, entry => entry.name)) {
    const problem = findProblem(name, versions, whereOf);
    if (problem === undefined) continue;
    problems.push(problem);
    refused.add(name);
  }
  return { entries: refused.size === 0 ? entries : entries.filter(({ name }) => !refused.has(name)), problems };
}

function findProblem(
  name: string,
  versions: readonly CatalogEntry[],
  whereOf: (entry: CatalogEntry) => string | undefined,
): Problem | undefined {
  const [first] = versions;
  if (!isProfileName(name)) {
    const reason = `its name is not allowed; ${PROFILE_NAME_RULE}`;
    return {
      kind: 'invalid-entry',
      entry: `profile "${name}" (${nameThing(first)})`,
      reason,
      location: first.location,
    };
  }
  const things = new Map<string, CatalogEntry>();
  for (const entry of versions) {
    const thing = identify(entry);
    const known = things.get(thing);
    if (known === undefined || isBefore(entry, known)) things.set(thing, entry);
  }
  if (things.size === 1) return undefined;
  const sorted = [...things.values()].sort((a, b) => compareText(nameThing(a), nameThing(b)));
  const places = sorted.map(entry => {
    const where = whereOf(entry);
    return where === undefined ? nameThing(entry) : `${nameThing(entry)} (${where})`;
  });
  const location = [...sorted].sort((a, b) => (isBefore(a, b) ? -1 : 1))[0].location;
  return { kind: 'shared-profile-name', profile: name, places, location };
}

/** The same text for all versions of one chart, or of one folder of a Git repository. */
function identify({ origin }: CatalogEntry): string {
  if (origin.kind === 'chart') return origin.chart;
  return `${origin.url.replace(/\.git$/, '')}\n${origin.folder ?? ''}`;
}

function nameThing({ origin }: CatalogEntry): string {
  if (origin.kind === 'chart') return `chart "${origin.chart}"`;
  return `${origin.folder === undefined ? 'the root' : `folder "${origin.folder}"`} of ${origin.url}`;
}

function findPlace({ location }: CatalogEntry): string | undefined {
  return location && `${location.file}:${location.line}`;
}

/** Whether `a` is further up in the file. */
function isBefore({ location: a }: CatalogEntry, { location: b }: CatalogEntry): boolean {
  return a !== undefined && b !== undefined && a.line < b.line;
}

/** The one of `problems` that says why the profile `name` is not offered. */
export function findRefusal(problems: readonly Problem[], name: string): Problem | undefined {
  return problems.find(problem => problem.kind === 'shared-profile-name' && problem.profile === name);
}
