/**
 * Turns the charts of an index into entries and problems, independent of the parser.
 *
 * The order of the file does not matter, except for locations.
 */
import type { CatalogEntry } from '../catalog-entry';
import type { FileLocation } from '../yaml/file-location';
import { limitProblems, sortProblemsByWords } from '../problem-words';
import type { ShapeCheck } from './check-shape';
import { orderEntries } from '../entry-order';
import type { IndexWarnings } from './index-warnings';
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
  /** What may be wrong with it, and does not keep its charts from being offered. @default nothing */
  readonly warnings?: readonly string[];
}

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

/** What was read of an index. */
interface ReadCharts {
  /** The map around the charts. */
  readonly root: YamlMap;
  readonly results: EntryResults;
  /** The charts that are listed more than once, and where. */
  readonly repeated: readonly { readonly name: string; readonly at: FileLocation }[];
  readonly check: ShapeCheck;
  readonly warnings: IndexWarnings;
}

/**
 * Joins the results. A chart that is listed twice is left out, because it would depend on the order
 * which list counts.
 */
export function joinCharts({ root, results, repeated, check, warnings }: ReadCharts): HelmIndex {
  const again = new Map(repeated.map(({ name, at }) => [name, at]));
  const read: CatalogEntry[][] = [];
  const problems: Problem[] = [];
  for (const [chart, found] of results) {
    const place = again.get(chart);
    const entries: CatalogEntry[] = [];
    for (const result of place ? [repeatedChart(chart, place)] : found) {
      if (isProblem(result)) problems.push(result);
      else entries.push(result);
    }
    read.push(entries);
  }
  const { entries, duplicates } = orderEntries(read);
  const sorted = limitProblems(sortProblemsByWords([...problems, ...duplicates]));
  check.checkRoot(root);
  const refusal = check.findRefusal(repeated);
  const all = refusal === undefined ? sorted : [...sorted, refusal];
  return { entries, problems: all, charts: [...results.keys()], ...warnings.toField(chart => again.has(chart)) };
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
