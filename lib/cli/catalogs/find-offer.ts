/**
 * Finds the catalog entry that a user names: `linkerd2`, `platform/linkerd2@~0.0.15`.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { chooseEntry } from '../../model/choose-entry';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { formatProblem } from '../../model/problem-words';
import type { Offer, OfferedCatalog } from './offered-catalogs';

/** One interpretation of the argument. */
export interface ProfileReference {
  readonly namespace?: string;
  readonly catalog?: string;
  readonly profile: string;
  /** A version, a range, or `latest`. Absent: the newest. */
  readonly range?: string;
}

/**
 * All interpretations of `[[NAMESPACE/]CATALOG/]PROFILE[@VERSION]` and
 * `[NAMESPACE/]CATALOG/PROFILE/VERSION`; empty if `text` has neither form.
 */
export function readProfileReference(text: string): ProfileReference[] {
  const at = text.indexOf('@');
  const range = at === -1 ? undefined : text.slice(at + 1);
  const parts = (at === -1 ? text : text.slice(0, at)).split('/');
  if (range === '' || parts.includes('') || parts.length > (range === undefined ? 4 : 3)) return [];
  const [profile, catalog, namespace] = [...parts].reverse();
  const readings: ProfileReference[] = parts.length === 4 ? [] : [{ namespace, catalog, profile, range }];
  if (range !== undefined || parts.length < 3) return readings;
  const [version, profileBefore, catalogBefore, namespaceBefore] = [...parts].reverse();
  const before = { namespace: namespaceBefore, catalog: catalogBefore, profile: profileBefore, range: version };
  return [...readings, before];
}

/** An offer, and the range of the interpretation that it was found by. */
export interface FoundOffer extends Offer {
  readonly range?: string;
}

/** The one entry that `readings` refer to, or a message why there is none. */
export function findOffer(
  catalogs: readonly OfferedCatalog[],
  readings: readonly ProfileReference[],
  takesPrereleases: boolean,
): FoundOffer | { readonly error: string } {
  const found = readings.flatMap(reference =>
    catalogsNamed(catalogs, reference)
      .filter(({ profiles }) => profiles.has(reference.profile))
      .map(catalog => ({ catalog, reference })),
  );
  if (found.length === 0) return { error: notFound(catalogs, readings) };
  if (found.length > 1) {
    const names = found.map(({ catalog, reference }) => nameInFull(catalog, reference));
    return { error: `several profiles have that name: ${names.join(', ')}. Write one of them in full` };
  }
  const [{ catalog, reference }] = found;
  return chooseOffer(catalog, reference, takesPrereleases);
}

function chooseOffer(
  catalog: OfferedCatalog,
  { profile, range }: ProfileReference,
  takesPrereleases: boolean,
): FoundOffer | { readonly error: string } {
  const choice = chooseEntry(catalog.profiles, { catalog: catalog.label, name: profile, range, takesPrereleases });
  if ('entry' in choice) return { catalog, entry: choice.entry, range };
  // a profile without a release is shown too
  if (range === undefined) return { catalog, entry: catalog.profiles.get(profile)![0] };
  return { error: formatProblem(choice.problem) };
}

function catalogsNamed(catalogs: readonly OfferedCatalog[], { catalog, namespace }: ProfileReference) {
  return catalogs.filter(
    ({ source }) =>
      (catalog === undefined || source.name === catalog) && (namespace === undefined || source.namespace === namespace),
  );
}

function nameInFull({ source }: OfferedCatalog, { profile, range }: ProfileReference): string {
  return `${source.namespace}/${source.name}/${profile}${range === undefined ? '' : `@${range}`}`;
}

function notFound(catalogs: readonly OfferedCatalog[], readings: readonly ProfileReference[]): string {
  // the interpretation that comes closest: its catalog exists
  const reference = readings.find(reading => catalogsNamed(catalogs, reading).length > 0);
  if (reference === undefined) {
    const { namespace, catalog } = readings[0];
    const name = namespace === undefined ? `"${catalog}"` : `"${namespace}/${catalog}"`;
    const labels = catalogs.map(({ label }) => label).sort();
    return `there is no catalog ${name}. The catalogs are: ${labels.join(', ')}`;
  }
  const { profile } = reference;
  const near = catalogsNamed(catalogs, reference);
  const names = near.flatMap(({ profiles }) => [...profiles.keys()]);
  const hint = formatNearest(nearestNames(names, profile));
  const where = near.length === 1 ? `catalog "${near[0].label}" has no` : 'no catalog has a';
  return `${where} profile "${profile}"${hint}. Correct the name, or look for it with "pctl search"`;
}

/** Versions of the profile of `offer`, newest first. */
export function versionsOf({ catalog, entry }: Offer): readonly CatalogEntry[] {
  return catalog.profiles.get(entry.name)!;
}
