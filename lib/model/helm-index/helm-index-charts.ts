/**
 * Turns the charts of an index into entries and problems, independent of the parser.
 *
 * The order of the file does not matter, except for locations.
 */
import type { CatalogEntry } from '../catalog-entry';
import type { FileLocation } from '../yaml/file-location';
import { sortProblemsByWords } from '../problem-words';
import { orderEntries } from '../entry-order';
import { FieldReader, joinProblems, nameValue } from '../formats/field-reader';
import type { Problem } from '../problem';
import { type EntryResults, isProblem } from '../formats/entry-results';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';

/** What an index offers, by name, newest version first, and its problems. */
export interface HelmIndex {
  readonly entries: CatalogEntry[];
  readonly problems: Problem[];
  /** Names of all charts that it lists. Absent: it cannot be read. */
  readonly charts?: readonly string[];
}

/** The charts that are listed more than once, and where. */
export type RepeatedCharts = ReadonlyMap<string, FileLocation>;

/** An index that cannot be read. */
export function invalidIndex(reason: string, location?: FileLocation): HelmIndex {
  return { entries: [], problems: [{ kind: 'invalid-index', reason, location }] };
}

/** Why the root is not that of an index; `undefined` if it is. */
export function checkRoot(root: YamlMap): HelmIndex | undefined {
  const reader = new FieldReader(root);
  const { fields } = root;
  const apiVersion = fields.get('apiVersion');
  const version = apiVersion && 'text' in apiVersion ? apiVersion.text : undefined;
  if (version !== 'v1') {
    const what = version === undefined ? 'is missing' : `is "${version}"`;
    reader.reportField('apiVersion', what, 'only v1 can be read');
  }
  const charts = fields.get('entries');
  if (charts?.type !== 'map') {
    const what = charts ? `is ${nameValue(charts)}` : 'is missing';
    reader.reportField('entries', what, 'write a map of charts, {} for none');
  }
  if (reader.problems.length === 0) return undefined;
  const { reason, location } = joinProblems(reader.problems);
  return invalidIndex(reason, location);
}

/**
 * Joins the results. A chart that is listed twice is left out, because it would depend on the order
 * which list counts.
 */
export function joinCharts(results: EntryResults, repeated: RepeatedCharts): HelmIndex {
  const read: CatalogEntry[][] = [];
  const problems: Problem[] = [];
  for (const [chart, found] of results) {
    const again = repeated.get(chart);
    const entries: CatalogEntry[] = [];
    for (const result of again ? [repeatedChart(chart, again)] : found) {
      if (isProblem(result)) problems.push(result);
      else entries.push(result);
    }
    read.push(entries);
  }
  const { entries, duplicates } = orderEntries(read);
  return { entries, problems: sortProblemsByWords([...problems, ...duplicates]), charts: [...results.keys()] };
}

/** The problem of a chart whose value is not a list of versions. */
export function describeNoList(chart: string, versions: YamlValue): Problem {
  const reason = `it is ${nameValue(versions)}; write a list of its versions, [] for none`;
  return { kind: 'invalid-entry', entry: `chart "${chart}"`, reason, location: versions.at };
}

function repeatedChart(chart: string, location: FileLocation): Problem {
  const reason = 'it is listed twice, and Helm refuses such an index; make the two lists one';
  return { kind: 'invalid-entry', entry: `chart "${chart}"`, reason, location };
}
