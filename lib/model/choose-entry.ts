/**
 * Chooses the catalog entry for a name and a version range, or says why there is none.
 */
import type { CatalogEntry } from './catalog-entry';
import { nearestNames } from './data/nearest-names';
import type { Problem } from './problem';
import { fitsKubernetes } from './version/kubernetes-version';
import { isPrerelease } from './version/version';
import { nearestVersions, newestInRange, parseRequestedRange } from './version/version-range';

/** The profile that is requested. */
export interface EntryRequest {
  /** Name of the catalog, for problems. */
  readonly catalog: string;
  readonly name: string;
  /** @default the newest version that is not a prerelease */
  readonly range?: string;
  /** Whether prereleases of versions in `range` count. @default false */
  readonly takesPrereleases?: boolean;
}

/** How many versions to suggest if none is in range. */
const NEAREST = 3;

/** The newest entry in range; `entries` contains the versions by profile name. */
export function chooseEntry(
  entries: ReadonlyMap<string, readonly CatalogEntry[]>,
  { catalog, name: profile, range, takesPrereleases }: EntryRequest,
): { readonly entry: CatalogEntry } | { readonly problem: Problem } {
  const versions = entries.get(profile);
  if (versions === undefined) {
    const nearest = nearestNames(entries.keys(), profile);
    return { problem: { kind: 'unknown-profile', profile, catalog, nearest } };
  }
  const parsed = parseRequestedRange(range);
  if (parsed.error !== undefined) {
    return { problem: { kind: 'invalid-range', profile, range: range ?? '', reason: parsed.error } };
  }
  const entry = newestInRange(versions, ({ version }) => version, range, takesPrereleases);
  if (entry !== undefined) return { entry };
  const offered = versions.map(({ version }) => version);
  const newest = newestInRange(offered, version => version, '*', true);
  const asksForReleases = parsed.alternatives.every(alternative => !alternative.takesPrereleases);
  if (newest !== undefined && asksForReleases && offered.every(isPrerelease)) {
    return { problem: { kind: 'only-prereleases', profile, range: range ?? 'latest', catalog, newest } };
  }
  const nearest = nearestVersions(offered, range ?? '*', NEAREST);
  return { problem: { kind: 'no-matching-version', profile, range: range ?? 'latest', catalog, nearest } };
}

/**
 * The newest of `versions` of one profile whose chart can be installed on that version of
 * Kubernetes; prereleases only if there is nothing else.
 */
export function newestForKubernetes(versions: readonly CatalogEntry[], kubernetesVersion: string): string | undefined {
  const fitting = versions.filter(({ kubeVersion }) => fitsKubernetes(kubeVersion, kubernetesVersion));
  const newest = newestInRange(fitting, ({ version }) => version) ?? newestInRange(fitting, ({ version }) => version, '*', true); // prettier-ignore
  return newest?.version;
}
