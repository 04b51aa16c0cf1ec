/**
 * What the catalogs have of the profile, or of the chart, of a release.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { withoutCredentials } from '../../model/data/redact';
import { comparePrecedence, tryParseVersion, type Version } from '../../model/version/version';
import { newestInRange } from '../../model/version/version-range';
import type { WrittenRelease } from '../../model/written-release';
import type { OfferedCatalog } from '../catalogs/offered-catalogs';

/** The versions that a catalog has of the profile, or of the chart, of a release. */
export interface VersionsOffer {
  readonly catalog: OfferedCatalog;
  readonly entries: readonly CatalogEntry[];
}

/** A release that comes from none of the catalogs may still be of a chart that one of them has. */
export function offerFor(
  release: WrittenRelease,
  catalogs: readonly OfferedCatalog[],
): VersionsOffer | { readonly reason: string } {
  const { profile = '', catalog: origin, chart } = release;
  const isFromCatalog = catalogs.some(({ source }) => source.name === origin);
  const offer = isFromCatalog || chart === undefined ? undefined : newestOffer(chart, catalogs);
  if (offer !== undefined) return offer;
  if (origin === undefined && chart?.repository !== undefined) {
    return { reason: `chart "${chart.name}" of ${withoutCredentials(chart.repository)} is not in any catalog` };
  }
  const catalog = catalogOf(release, catalogs);
  return 'reason' in catalog ? catalog : { catalog, entries: catalog.profiles.get(profile)! };
}

/** What the catalogs of the same repository offer of a chart; of several, the one with the newest version. */
function newestOffer(
  { repository, source: on, name }: NonNullable<WrittenRelease['chart']>,
  catalogs: readonly OfferedCatalog[],
): VersionsOffer | undefined {
  const offers = catalogs
    .filter(({ source: { url, sourceRef } }) =>
      on === undefined
        ? url?.replace(/\/+$/, '') === repository
        : sourceRef?.name === on.name && sourceRef.namespace === on.namespace,
    )
    .map(catalog => {
      const all = [...catalog.profiles.values()].flat();
      return { catalog, entries: all.filter(({ origin }) => origin.kind === 'chart' && origin.chart === name) };
    })
    .filter(({ entries }) => entries.length > 0);
  const newest = newestInRange(
    offers.flatMap(({ entries }) => entries),
    ({ version }) => version,
    '*',
  );
  return offers.find(({ entries }) => newest !== undefined && entries.includes(newest)) ?? offers[0];
}

/** The catalog that the release came from, otherwise the only one with its profile. */
function catalogOf({ profile = '', catalog }: WrittenRelease, catalogs: readonly OfferedCatalog[]) {
  const named = catalogs.filter(({ source }) => source.name === catalog);
  const offering = (named.length > 0 ? named : catalogs).filter(({ profiles }) => profiles.has(profile));
  if (offering.length === 1) return offering[0];
  if (offering.length > 1) {
    const names = offering.map(({ source }) => `${source.namespace}/${source.name}`);
    return {
      reason: `profile "${profile}" is offered by ${names.join(' and ')}, and it is unknown which of them it came from`,
    };
  }
  const who = named.length === 1 ? `catalog "${named[0].label}"` : named.length > 1 ? `any "${catalog}"` : undefined;
  return { reason: `profile "${profile}" is not offered by ${who ?? 'any catalog'}` };
}

/** The entry of the version that `release` installs; `undefined` if no catalog has it. */
export function installedEntry(release: WrittenRelease, catalogs: readonly OfferedCatalog[]): CatalogEntry | undefined {
  const installed = tryParseVersion(release.version ?? '');
  const offer = offerFor(release, catalogs);
  if (installed === undefined || 'reason' in offer) return undefined;
  return offer.entries.find(({ version }) => isSameVersion(version, installed));
}

/** Whether `text` is `version`, however it is spelled. */
export function isSameVersion(text: string, version: Version): boolean {
  const parsed = tryParseVersion(text);
  return parsed !== undefined && comparePrecedence(parsed, version) === 0 && parsed.build === version.build;
}
