/**
 * Turns one tag of a chart in a registry into a catalog entry.
 *
 * The config of its manifest is Chart.yaml as JSON. Newer versions of Helm also write the
 * annotations of the chart to the manifest; those take precedence, and all others come from the
 * config.
 */
import type { CatalogEntry } from '../catalog-entry';
import { groupBy } from '../data/group-by';
import { versionKey } from '../entry-order';
import { type ProfileChoice, readChartVersion, VERSION_FIELDS } from './helm-index-entry';
import { type Fields, isRecord, tryParseJson } from '../data/json';
import type { Problem } from '../problem';
import { comparePrecedence, isExactVersion, tryParseVersion } from '../version/version';
import { toFields } from './json-fields';

/** The annotation of a manifest with the time of `helm push` (specification of OCI images). */
const CREATED = 'org.opencontainers.image.created';

/** A tag that was read. */
export interface TaggedChart {
  /** Last part of the repository: `linkerd2`. */
  readonly chart: string;
  readonly tag: string;
  /** Digest of the manifest: `sha256:…`. */
  readonly digest: string;
  /** Annotations of the manifest. */
  readonly annotations: Fields;
  /** Media type of the layer with the archive. Absent: the usual one. */
  readonly layerType?: string;
  /** Why there is no archive. Absent: there is one. */
  readonly noArchive?: string;
  /** Text of the config. */
  readonly config: string;
}

/** The version in `tag`, in which Helm writes `_` instead of `+`; `undefined` if it is not a version. */
export function versionOfTag(tag: string): string | undefined {
  const version = tag.replaceAll('_', '+');
  return tryParseVersion(version) === undefined ? undefined : version;
}

/** Reads the chart at a tag: an entry, why it cannot be used, or `undefined` if it is not a profile. */
export function readTaggedChart(
  { chart, tag, digest, annotations, config, layerType, noArchive }: TaggedChart,
  choice: ProfileChoice,
): CatalogEntry | { readonly fault: string } | undefined {
  const metadata = tryParseJson(config);
  if (!isRecord(metadata)) return { fault: 'its config is not a JSON object' };
  const { annotations: own = {}, ...fields } = metadata;
  const merged = isRecord(own) ? { ...own, ...annotations } : own;
  const created = annotations[CREATED];
  const known = { ...fields, name: chart, digest, created, annotations: merged, urls: undefined };
  const read = toFields(known, VERSION_FIELDS);
  const entry = readChartVersion(chart, read, choice);
  if (entry === undefined) return undefined;
  if ('kind' in entry) return { fault: reasonOf(entry) };
  const version = versionOfTag(tag) ?? '';
  // `1` and `1.2` are moved from version to version, and are not versions of the chart
  if (entry.version !== version && !isExactVersion(version)) return undefined;
  if (!isSameToFlux(version, entry.version)) {
    return { fault: `its chart says that it is version "${entry.version}"; tag it so, as "helm push" does` };
  }
  if (noArchive !== undefined) return { fault: noArchive };
  const origin = layerType === undefined ? entry.origin : { ...entry.origin, layerType };
  // Flux requests the chart by its tag
  return { ...entry, version, origin, location: undefined };
}

/**
 * Removes entries of one chart that are another spelling of the same manifest, such as `v1.0.0` if
 * there is `1.0.0`.
 */
export function dropSpellings(entries: readonly CatalogEntry[]): CatalogEntry[] {
  return [...groupBy(entries, versionKey).values()].flatMap(group => {
    const digests = new Set(group.map(({ origin }) => (origin.kind === 'chart' ? origin.digest : undefined)));
    const shortest = [...group].sort((a, b) => a.version.length - b.version.length || (a.version < b.version ? -1 : 1));
    return digests.size === 1 ? shortest.slice(0, 1) : group;
  });
}

/** Compares like helm-controller compares a tag with the version of its chart: ignores a "v" and build metadata. */
function isSameToFlux(tagged: string, charted: string): boolean {
  const [left, right] = [tagged, charted].map(tryParseVersion);
  return left !== undefined && right !== undefined && comparePrecedence(left, right) === 0;
}

function reasonOf(problem: Problem): string {
  return problem.kind === 'invalid-entry' ? problem.reason : problem.kind;
}
