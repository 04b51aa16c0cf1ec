/**
 * The `index.yaml` of a Helm repository, read as the profiles it offers.
 *
 * What cannot be read is one problem and hides nothing else. The order of the
 * file does not matter: only the locations follow it.
 */
import type { CatalogEntry, FileLocation } from './catalog-entry';
import { type ProfileChoice, readChartVersion } from './helm-index-entry';
import { FieldReader, nameValue } from './helm-index-fields';
import { orderEntries, sortProblems } from './entry-order';
import { parseLocatedYaml, type YamlMap, type YamlValue } from './helm-index-yaml';
import type { Problem } from './problem';

/** How to read an index. */
export interface HelmIndexOptions extends ProfileChoice {
  /** Name of the file, for locations. */
  readonly file: string;
}

/** What an index offers, by name and newest version first, and what is wrong with it. */
export interface HelmIndex {
  readonly entries: CatalogEntry[];
  readonly problems: Problem[];
}

/** Reads the index in `text`, YAML or JSON. */
export function parseHelmIndex(text: string, options: HelmIndexOptions): HelmIndex {
  if (/^\uFEFF?\s*<[!a-z]/i.test(text)) {
    const start = { file: options.file, line: 1, column: 1 };
    return invalidIndex('it is a web page; check the URL, which ends in /index.yaml', start);
  }
  const root = parseLocatedYaml(text, options.file);
  if (root.type === 'error') return invalidIndex(root.reason, root.at);
  if (root.type !== 'map') return invalidIndex(`it is ${nameValue(root)}; write a map with "entries"`, root.at);

  const reader = new FieldReader(root);
  const charts = readRoot(reader);
  const [fault] = reader.faults;
  if (fault) return invalidIndex(reader.faults.map(({ reason }) => reason).join('; '), fault.at);
  return readCharts(charts, options);
}

function invalidIndex(reason: string, location: FileLocation): HelmIndex {
  return { entries: [], problems: [{ kind: 'invalid-index', reason, location }] };
}

function readRoot(reader: FieldReader): YamlMap {
  const { fields, at } = reader.map;
  const apiVersion = fields.get('apiVersion');
  const version = apiVersion && 'text' in apiVersion ? apiVersion.text : undefined;
  if (version !== 'v1') {
    const what = version === undefined ? 'is missing' : `is "${version}"`;
    reader.fault(apiVersion?.at ?? at, 'apiVersion', what, 'only v1 can be read');
  }
  const charts = fields.get('entries');
  if (charts?.type === 'map') return charts;
  const what = charts ? `is ${nameValue(charts)}` : 'is missing';
  reader.fault(charts?.at ?? at, 'entries', what, 'write a map of charts, {} for none');
  return { type: 'map', at, fields: new Map(), repeated: [] };
}

function readCharts(charts: YamlMap, options: HelmIndexOptions): HelmIndex {
  const repeated = new Map(charts.repeated.map(field => [field.key, field.at]));
  const read: CatalogEntry[] = [];
  const problems: Problem[] = [];
  for (const [chart, versions] of charts.fields) {
    const again = repeated.get(chart);
    for (const result of again ? [repeatedChart(chart, again)] : readChart(chart, versions, options)) {
      if ('kind' in result) problems.push(result);
      else read.push(result);
    }
  }
  const { entries, duplicates } = orderEntries(read);
  return { entries, problems: sortProblems([...problems, ...duplicates]) };
}

function readChart(chart: string, versions: YamlValue, options: HelmIndexOptions): (CatalogEntry | Problem)[] {
  if (versions.type === 'list') return versions.items.flatMap(item => readChartVersion(chart, item, options) ?? []);
  const reason = `it is ${nameValue(versions)}; write a list of its versions, [] for none`;
  return [{ kind: 'invalid-entry', entry: `chart "${chart}"`, reason, location: versions.at }];
}

/** Neither list is read: which of them holds would depend on the order of the file. */
function repeatedChart(chart: string, location: FileLocation): Problem {
  const reason = 'it is listed twice, and Helm refuses such an index; make the two lists one';
  return { kind: 'invalid-entry', entry: `chart "${chart}"`, reason, location };
}
