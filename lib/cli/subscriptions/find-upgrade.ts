/**
 * To which version a subscription is upgraded.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { formatNearest } from '../../model/data/format-nearest';
import { branchLine } from '../../model/git/git-place';
import type { SubscriptionSpec } from '../../model/subscriptions/subscription-schema';
import {
  compareVersions,
  isExactVersion,
  isPrerelease,
  tryParseVersion,
  type Version,
} from '../../model/version/version';
import { nearestVersions, newestInRange } from '../../model/version/version-range';
import { findOffer, readProfileReference } from '../catalogs/find-offer';
import { type OfferedCatalog } from '../catalogs/offered-catalogs';

/** The newest version with the same major and minor number, with the same major number, or of all; or one version. */
export type UpgradeGoal = 'patch' | 'minor' | 'latest' | { readonly to: string };

/** What to write into the file, or why nothing. */
export type FoundUpgrade =
  | { readonly range: string; readonly version: string; readonly catalog: string; readonly remark?: string }
  | { readonly note: string }
  | { readonly error: string };

/** Finds the version for the subscription `spec` in the catalogs. */
export function findUpgrade(
  spec: SubscriptionSpec,
  catalogs: readonly OfferedCatalog[],
  goal: UpgradeGoal,
): FoundUpgrade {
  if (spec.profile === undefined) return { note: 'it is of no catalog; its version is in "spec.chart.version"' };
  const offer = findOffer(catalogs, readProfileReference(spec.profile), true);
  if ('error' in offer) return offer;
  const range = spec.version;
  const entries = ofOneLine(offer.catalog.profiles.get(offer.entry.name)!, range);
  if (range === undefined && typeof goal === 'string')
    return { note: 'it has no "version", and so is the newest always' };
  const current = newestInRange(entries, versionOf, range)?.version ?? withoutOperator(range ?? '');
  const target = findTarget(entries, current, goal);
  if ('error' in target) return target;
  if (target.version === current) return { note: `${current} is ${describeGoal(goal)}` };
  const kept = withOperator(range ?? '', target.version);
  // a newer version may be in the range, too
  const written = newestInRange(entries, versionOf, kept)?.version === target.version ? kept : target.version;
  const isReplaced = range !== undefined && written === target.version && !isExactVersion(withoutEquals(range));
  const remark = isReplaced ? `the range "${range}" is replaced by one version` : undefined;
  return {
    range: written,
    version: target.version,
    catalog: offer.catalog.label,
    ...(remark !== undefined && { remark }),
  };
}

/** Of a subscription to a branch, only its commits; of another, everything else. */
function ofOneLine(entries: readonly CatalogEntry[], range?: string): readonly CatalogEntry[] {
  const lineOf = ({ origin }: CatalogEntry) => (origin.kind === 'git' ? branchLine(origin) : undefined);
  const current = newestInRange(entries, versionOf, range);
  const line = current && lineOf(current);
  return entries.filter(entry => lineOf(entry) === line);
}

function findTarget(
  entries: readonly CatalogEntry[],
  current: string,
  goal: UpgradeGoal,
): { readonly version: string } | { readonly error: string } {
  const offered = entries.map(({ version }) => version);
  if (typeof goal === 'object') {
    if (offered.includes(goal.to)) return { version: goal.to };
    const nearest = formatNearest(nearestVersions(offered, goal.to, 3));
    return { error: `the catalog has no version "${goal.to}"${nearest}. Correct it, or run "pctl catalog update"` };
  }
  const installed = tryParseVersion(current);
  if (installed === undefined) return { error: `version "${current}" is not a version. Give one with "--to"` };
  const isWanted = (version: Version) =>
    goal === 'latest' || (version.major === installed.major && (goal === 'minor' || version.minor === installed.minor));
  const candidates = entries.filter(({ version }) => {
    const parsed = tryParseVersion(version);
    return parsed !== undefined && isWanted(parsed) && compareVersions(parsed, installed) > 0;
  });
  // as in "pctl outdated", prereleases count if the current version is one
  return { version: newestInRange(candidates, versionOf, undefined, isPrerelease(current))?.version ?? current };
}

function describeGoal(goal: UpgradeGoal): string {
  if (typeof goal === 'object') return 'its version already';
  const words = { patch: 'patch; "--minor" and "--latest" look further', minor: 'with its major number; "--latest" looks further', latest: 'version' }; // prettier-ignore
  return `the newest ${words[goal]}`;
}

/** `~1.3.0` for `~1.2.0` or `~1.2`; the version itself for ranges of another form. */
function withOperator(range: string, version: string): string {
  const [, operator] = /^\s*([~^]|>=)\s*v?\d[\w.+-]*\s*$/.exec(range) ?? [];
  return operator === undefined ? version : `${operator}${version.replace(/^v/, '')}`;
}

function withoutOperator(range: string): string {
  return range.replace(/^\s*[~^=v]*\s*/, '');
}

function withoutEquals(range: string): string {
  return range.trim().replace(/^=?\s*v?/, '');
}

function versionOf({ version }: CatalogEntry): string {
  return version;
}
