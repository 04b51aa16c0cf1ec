/**
 * Versions that a release could be upgraded to, from the catalogs.
 */
import type { WrittenRelease } from '../../model/written-release';
import type { CatalogEntry } from '../../model/catalog-entry';
import { compareVersions, isPrerelease, tryParseVersion, type Version } from '../../model/version/version';
import { fitsKubernetes } from '../../model/version/kubernetes-version';
import { changeBetween, type VersionChange } from '../../model/version/version-change';
import { matchesRange, newestInRange, parseRequestedRange, type ParsedRange } from '../../model/version/version-range';
import type { OfferedCatalog } from '../catalogs/offered-catalogs';
import { isSameVersion, offerFor } from './release-offer';

/** A release of a profile, and the newest versions of the profile; both are `current` if there is nothing newer. */
export interface ReleaseVersions {
  readonly release: WrittenRelease;
  readonly catalog: OfferedCatalog;
  readonly current: string;
  /** Newest version in the range that the program asks for. */
  readonly wanted: string;
  /** Newest version in any range. */
  readonly latest: string;
  /** Newest version in the catalog, which may be older than `current`. Absent: it has only prereleases. */
  readonly available?: string;
  /** All versions after `current`, newest first. */
  readonly newer: readonly NewerVersion[];
  /** How many newer versions do not take the version of Kubernetes. Absent: none was given. */
  readonly leftOut?: number;
  /** Whether the catalog still offers `current`. */
  readonly isOffered: boolean;
}

/** A version that a release could be upgraded to. */
export interface NewerVersion {
  readonly version: string;
  /** How far it is from the current one. */
  readonly change: VersionChange;
}

/** Which versions count. */
export interface VersionsScope {
  /** @default only if the current version, or the range, is one */
  readonly prerelease?: boolean;
  /** Version of Kubernetes that charts have to take. @default any */
  readonly kubeVersion?: string;
}

/** The versions of `release`, or a message why they are unknown. */
export function findNewerVersions(
  release: WrittenRelease,
  catalogs: readonly OfferedCatalog[],
  { prerelease, kubeVersion }: VersionsScope = {},
): ReleaseVersions | { readonly reason: string } {
  const { profile = '', version: current = '', range = current } = release;
  if (current === '') return { reason: `the chart of profile "${profile}" is in a source that is not a catalog` };
  const offer = offerFor(release, catalogs);
  if ('reason' in offer) return offer;
  const { catalog, entries: offered } = offer;
  const installed = tryParseVersion(current);
  if (installed === undefined) return { reason: `version "${current}" of profile "${profile}" is not a valid version` };
  const parsed = parseRequestedRange(range);
  if (parsed.error !== undefined) return { reason: `"${range}" is not a valid range of versions` };
  const isEarly = prerelease === true || isPrerelease(current);
  const entries =
    kubeVersion === undefined ? offered : offered.filter(entry => fitsKubernetes(entry.kubeVersion, kubeVersion));
  const newestIn = (text: string) => newestInRange(entries, ({ version }) => version, text, isEarly)?.version;
  const wanted = newer(current, range === current ? undefined : newestIn(range));
  const isOffered = offered.some(({ version }) => isSameVersion(version, installed));
  const after = (list: readonly CatalogEntry[]) => versionsAfter(installed, list, isEarly ? undefined : parsed);
  return {
    ...{ release, catalog, current, wanted, latest: newer(wanted, newestIn('*')), isOffered },
    available: newestIn('*'),
    newer: after(entries),
    ...(kubeVersion !== undefined && { leftOut: after(offered).length - after(entries).length }),
  };
}

/** All versions after `installed`, newest first; with `range`, prereleases only if they are in it. */
function versionsAfter(installed: Version, entries: readonly CatalogEntry[], range?: ParsedRange): NewerVersion[] {
  const known = entries.flatMap(({ version }) => tryParseVersion(version) ?? []);
  return known
    .filter(({ text }) => text.split('.').length >= 3)
    .filter(version => range === undefined || version.prerelease === '' || matchesRange(version, range))
    .filter(version => isAfter(version, installed))
    .sort((a, b) => compareVersions(b, a))
    .map(version => ({ version: version.text, change: changeBetween(installed, version) }));
}

function newer(current: string, other: string | undefined): string {
  const [a, b] = [tryParseVersion(current), tryParseVersion(other ?? '')];
  return a !== undefined && b !== undefined && isAfter(b, a) ? b.text : current;
}

/** Whether `a` is newer than `b`, however they are spelled. */
function isAfter(a: Version, b: Version): boolean {
  return compareVersions({ ...a, text: '' }, { ...b, text: '' }) > 0;
}
