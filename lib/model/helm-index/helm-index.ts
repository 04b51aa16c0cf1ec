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
import { ShapeCheck } from './check-shape';
import { IndexWarnings } from './index-warnings';
import { VERSION_SHAPE } from './index-shape';
import { tryParseJsonIndex } from './json-index';
import { nameValue } from '../formats/field-reader';
import type { HelmIndexOptions } from './helm-index-options';
import { parseAnyYaml } from '../yaml/any-yaml';
import { SharedLists } from '../lists/shared-lists';
import { ListReader } from '../lists/list-reader';
import { type EntryResult, type EntryResults, isProblem } from '../formats/entry-results';
import type { YamlMap } from '../yaml/yaml-value';

/** Reads the index in `text`, YAML or JSON. */
export function parseHelmIndex(text: string, options: HelmIndexOptions): HelmIndex {
  return tryParseHelmLayout(text, options) ?? parseOtherLayout(text, options);
}

/** Reads an index in the layout that Helm writes; `undefined` if it has another one. */
export function tryParseHelmLayout(text: string, options: HelmIndexOptions): HelmIndex | undefined {
  return tryFast(() => {
    const index = readIndexLines(options);
    index.lines.read(text, true);
    return joinLines(index);
  });
}

/** An index that is read line by line, and whether Flux would read it. */
export interface IndexLines {
  readonly lines: ListReader<EntryResult>;
  readonly check: ShapeCheck;
  readonly warnings: IndexWarnings;
}

/** The versions of an index, for reading line by line. */
export function readIndexLines(options: HelmIndexOptions): IndexLines {
  const lists = new SharedLists();
  const check = new ShapeCheck();
  const warnings = new IndexWarnings();
  const choice = { ...options, warn: warnings.add };
  const lines = new ListReader<EntryResult>(options.file, {
    listsKey: 'entries',
    wanted: VERSION_FIELDS,
    readItem: (chart, version) => readChartVersion(chart, version, choice, lists),
    needsPlaces: isProblem,
    shape: VERSION_SHAPE,
    checkItem: (chart, version) => check.checkVersion(chart, version),
    describeNoList: (chart, value) => {
      check.checkNoList(chart, value);
      return describeNoList(chart, value);
    },
  });
  return { lines, check, warnings };
}

/** The index whose lines were read. Throws `FallbackNeeded` if they are empty. */
export function joinLines({ lines, check, warnings }: IndexLines): HelmIndex {
  const { root, results, repeated } = lines;
  return checkRoot(root) ?? joinCharts({ root, results, repeated, check, warnings });
}

/** Reads an index that is not laid out as Helm writes it: JSON, or any YAML by the full parser. */
export function parseOtherLayout(text: string, options: HelmIndexOptions): HelmIndex {
  return findWebPage(text, options.file) ?? tryParseJsonIndex(text, options) ?? parseIndexInFull(text, options);
}

/** Reads an index in any layout, by the full parser. */
export function parseIndexInFull(text: string, options: HelmIndexOptions): HelmIndex {
  const root = parseAnyYaml(text, options.file);
  if (root.type === 'error') return invalidIndex(root.reason, root.at);
  if (root.type !== 'map') return invalidIndex(`it is ${nameValue(root)}; write a map with "entries"`, root.at);
  return checkRoot(root) ?? readCharts(root, options);
}

/** The problem that `text` is a web page, if it begins like one. */
export function findWebPage(text: string, file: string): HelmIndex | undefined {
  if (!/^\uFEFF?\s*<[!a-z]/i.test(text)) return undefined;
  return invalidIndex('it is a web page; check the URL, which ends in /index.yaml', { file, line: 1, column: 1 });
}

function readCharts(root: YamlMap, options: HelmIndexOptions): HelmIndex {
  const charts = root.fields.get('entries') as YamlMap;
  const results: EntryResults = new Map();
  const check = new ShapeCheck();
  const warnings = new IndexWarnings();
  const choice = { ...options, warn: warnings.add };
  for (const [chart, versions] of charts.fields) {
    if (versions.type === 'list') {
      results.set(
        chart,
        versions.items.flatMap(item => readChartVersion(chart, item, choice) ?? []),
      );
      versions.items.some(item => check.checkVersion(chart, item));
    } else {
      results.set(chart, [describeNoList(chart, versions)]);
      check.checkNoList(chart, versions);
    }
  }
  const repeated = charts.repeated.map(({ key, at }) => ({ name: key, at }));
  return joinCharts({ root, results, repeated, check, warnings });
}
