/**
 * Reads the profiles in the `index.yaml` of a Helm repository.
 *
 * A version that cannot be read is reported as one problem and does not affect the others. An index
 * in the layout that Helm writes is read fast; for any other layout, the full parser gives the same
 * result.
 */
import { tryFast } from '../yaml/fallback';
import { checkRoot, describeNoList, type HelmIndex, invalidIndex, joinCharts } from './helm-index-charts';
import { readChartVersion, VERSION_FIELDS } from '../formats/helm-index-entry';
import { nameValue } from '../formats/field-reader';
import type { HelmIndexOptions } from './helm-index-options';
import { parseAnyYaml } from '../yaml/any-yaml';
import { SharedLists } from '../lists/shared-lists';
import { ListReader } from '../lists/list-reader';
import { type EntryResult, type EntryResults, isProblem } from '../formats/entry-results';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';

export type { HelmIndex } from './helm-index-charts';
export type { HelmIndexOptions } from './helm-index-options';

/** Reads the index in `text`, YAML or JSON. */
export function parseHelmIndex(text: string, options: HelmIndexOptions): HelmIndex {
  return tryParseHelmLayout(text, options) ?? parseIndexInFull(text, options);
}

/** Reads an index in the layout that Helm writes; `undefined` if it has another one. */
export function tryParseHelmLayout(text: string, options: HelmIndexOptions): HelmIndex | undefined {
  return tryFast(() => {
    const lines = readIndexLines(options);
    lines.read(text, true);
    return joinLines(lines);
  });
}

/** The versions of an index, for reading line by line. */
export function readIndexLines(options: HelmIndexOptions): ListReader<EntryResult> {
  const lists = new SharedLists();
  return new ListReader<EntryResult>(options.file, {
    listsKey: 'entries',
    wanted: VERSION_FIELDS,
    readItem: (chart, version) => readChartVersion(chart, version, options, lists),
    needsPlaces: isProblem,
    describeNoList,
  });
}

/** The index whose lines were read. Throws `FallbackNeeded` if they are empty. */
export function joinLines({ root, results, repeated }: ListReader<EntryResult>): HelmIndex {
  return checkRoot(root) ?? joinCharts(results, new Map(repeated.map(({ name, at }) => [name, at])));
}

/** Reads an index in any layout, by the full parser. */
export function parseIndexInFull(text: string, options: HelmIndexOptions): HelmIndex {
  const page = findWebPage(text, options.file);
  if (page !== undefined) return page;
  const root = parseAnyYaml(text, options.file);
  if (root.type === 'error') return invalidIndex(root.reason, root.at);
  if (root.type !== 'map') return invalidIndex(`it is ${nameValue(root)}; write a map with "entries"`, root.at);
  return checkRoot(root) ?? readCharts(root.fields.get('entries') as YamlMap, options);
}

/** The problem that `text` is a web page, if it begins like one. */
export function findWebPage(text: string, file: string): HelmIndex | undefined {
  if (!/^\uFEFF?\s*<[!a-z]/i.test(text)) return undefined;
  return invalidIndex('it is a web page; check the URL, which ends in /index.yaml', { file, line: 1, column: 1 });
}

function readCharts(charts: YamlMap, options: HelmIndexOptions): HelmIndex {
  const results: EntryResults = new Map();
  for (const [chart, versions] of charts.fields) results.set(chart, readChart(chart, versions, options));
  return joinCharts(results, new Map(charts.repeated.map(field => [field.key, field.at])));
}

function readChart(chart: string, versions: YamlValue, options: HelmIndexOptions): EntryResult[] {
  if (versions.type !== 'list') return [describeNoList(chart, versions)];
  return versions.items.flatMap(item => readChartVersion(chart, item, options) ?? []);
}
