/**
 * The newest versions of a chart, if a catalog keeps only some of them.
 */
import { comparePrecedence, tryParseVersion, type Version } from './version';

/**
 * Of `items`, those with the newest `count` releases, and with the newest `count` prereleases after
 * the newest release. Their order is kept, and all spellings of one version count as one.
 */
export function keepNewest<T>(items: readonly T[], versionOf: (item: T) => string, count: number): T[] {
  const parsed = items.map(item => tryParseVersion(versionOf(item)));
  const known = parsed.filter(version => version !== undefined);
  const releases = newestFirst(known.filter(version => !isEarly(version)));
  const isUpcoming = (version: Version) => isEarly(version) && (releases.length === 0 || isFrom(releases[0], version));
  const prereleases = newestFirst(known.filter(isUpcoming));
  const isKept = (version: Version) =>
    isEarly(version)
      ? isUpcoming(version) && isFrom(prereleases[count - 1], version)
      : isFrom(releases[count - 1], version);
  return items.filter((_, i) => parsed[i] !== undefined && isKept(parsed[i]));
}

function isEarly({ prerelease }: Version): boolean {
  return prerelease !== '';
}

/** Whether `version` is not older than `oldest`. */
function isFrom(oldest: Version | undefined, version: Version): boolean {
  return oldest === undefined || comparePrecedence(version, oldest) >= 0;
}

/** Sorted, each version once. */
function newestFirst(versions: readonly Version[]): Version[] {
  const sorted = [...versions].sort((a, b) => comparePrecedence(b, a));
  return sorted.filter((version, i) => i === 0 || comparePrecedence(version, sorted[i - 1]) !== 0);
}
