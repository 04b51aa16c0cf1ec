/**
 * One tag of a chart in a registry, as a catalog entry.
 *
 * The config of its manifest is Chart.yaml as JSON. Newer Helm writes the annotations of the
 * chart into the manifest too; those hold, and the others are taken from the config.
 */
import type { CatalogEntry } from '../catalog-entry';
import { type ProfileChoice, readChartVersion, VERSION_FIELDS } from './helm-index-entry';
import { isRecord } from './invalid-object';
import { tryParseJson } from './oci-manifest';
import type { Fields } from './object-reader';
import type { Problem } from '../problem';
import { isExactVersion, tryParseVersion } from '../version/version';
import { NOWHERE, type YamlField, type YamlValue } from '../yaml/yaml-value';

/** A tag that was read. */
export interface TaggedChart {
  /** Last part of the repository: `linkerd2`. */
  readonly chart: string;
  readonly tag: string;
  /** Of the manifest: `sha256:…`. */
  readonly digest: string;
  /** Of the manifest. */
  readonly annotations: Fields;
  /** Text of the config. */
  readonly config: string;
}

/** Nothing of Chart.yaml that is read lies deeper. */
const DEEPEST = 4;

/** The version that `tag` stands for: Helm writes `_` for the `+` of a version; `undefined` when it is none. */
export function versionOfTag(tag: string): string | undefined {
  const version = tag.replaceAll('_', '+');
  return tryParseVersion(version) === undefined ? undefined : version;
}

/** Reads the chart at a tag: an entry, why it cannot be used, or `undefined` when it is no profile. */
export function readTaggedChart(
  { chart, tag, digest, annotations, config }: TaggedChart,
  choice: ProfileChoice,
): CatalogEntry | { readonly fault: string } | undefined {
  const metadata = tryParseJson(config);
  if (!isRecord(metadata)) return { fault: 'its config is no JSON object' };
  const { annotations: own = {}, ...fields } = metadata;
  const merged = isRecord(own) ? { ...own, ...annotations } : own;
  const value = toYamlValue({ ...fields, name: chart, digest, annotations: merged, urls: undefined }, 0);
  const entry = readChartVersion(chart, value, choice);
  if (entry === undefined) return undefined;
  if ('kind' in entry) return { fault: reasonOf(entry) };
  if (entry.version.replaceAll('+', '_') === tag) return { ...entry, location: undefined };
  // `1` and `1.2` are moved from version to version, and are no version of the chart
  if (!isExactVersion(versionOfTag(tag) ?? '')) return undefined;
  return { fault: `its chart says that it is version "${entry.version}"; tag it so, as "helm push" does` };
}

function reasonOf(problem: Problem): string {
  return problem.kind === 'invalid-entry' ? problem.reason : problem.kind;
}

function toYamlValue(value: unknown, depth: number): YamlValue {
  // what is wrong with it is said of the tag
  const at = NOWHERE;
  if (typeof value === 'string') return { type: 'text', at, text: value };
  if (typeof value === 'number' || typeof value === 'boolean') {
    return { type: typeof value === 'number' ? 'number' : 'boolean', at, text: String(value) };
  }
  if (value === null || value === undefined || depth > DEEPEST) return { type: 'null', at };
  if (Array.isArray(value)) return { type: 'list', at, items: value.map(item => toYamlValue(item, depth + 1)) };
  const wanted = Object.entries(value as Fields).filter(([key]) => VERSION_FIELDS.includes(key));
  const fields = new Map(wanted.map(([key, field]) => [key, toYamlValue(field, depth + 1)]));
  return { type: 'map', at, fields, repeated: [] as YamlField[] };
}
