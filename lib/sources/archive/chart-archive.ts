/**
 * Reads from the archive of a chart what Helm checks values against: schemas, default values,
 * subcharts.
 */
import { isRecord, type JsonObject, type JsonValue } from '../../model/data/json';
import { isSchema, type Schema } from '../../model/schema/schema-document';
import { parseChartFile, parseChartValues } from '../../model/values/values-file';
import type { SubchartSchema, ValuesSchema } from '../../model/schema/values-schema';
import { describeProblem } from '../../model/problem-words';
import { tryParseVersion } from '../../model/version/version';
import { matchesRange, parseVersionRange } from '../../model/version/version-range';
import { ARCHIVE_LIMITS, type ArchiveLimits, unpackArchive } from './archive-files';
import { Unreadable } from '../reading/unreadable';

type Files = ReadonlyMap<string, Buffer>;

const DEEPEST_CHART = 8;

/** A chart and its subcharts, unpacked. */
interface UnpackedChart extends ValuesSchema {
  readonly chart: string;
  readonly version: string;
  readonly subcharts: readonly SubchartSchema[];
}

/** Reads the archive of a chart; throws Unreadable if it is too large, or if Helm would refuse it. */
export async function readChartArchive(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ValuesSchema> {
  const { schema, defaults, subcharts, importsValues } = await readChart(
    await unpackArchive(chunks, limits),
    limits,
    0,
  );
  return { schema, defaults, subcharts, importsValues };
}

async function readChart(files: Files, limits: ArchiveLimits, depth: number): Promise<UnpackedChart> {
  if (depth > DEEPEST_CHART) throw new Unreadable(`the archive nests charts more than ${DEEPEST_CHART} levels deep`);
  const metadata = readYaml(files, 'Chart.yaml');
  if (metadata === undefined) throw new Unreadable('the archive does not contain a Chart.yaml');
  const inner = await Promise.all(innerCharts(files).map(chart => readInner(chart, limits, depth)));
  const own = metadata.dependencies ?? readYaml(files, 'requirements.yaml')?.dependencies;
  const dependencies = Array.isArray(own) ? own.filter((item): item is JsonObject => isRecord(item)) : [];
  const importsValues = dependencies.some(dependency => dependency['import-values'] !== undefined);
  return {
    chart: textOf(metadata.name),
    version: textOf(metadata.version),
    schema: readJsonSchema(files.get('values.schema.json')),
    defaults: readYaml(files, 'values.yaml', parseChartValues) ?? {},
    subcharts: subchartsOf(dependencies, inner),
    ...(importsValues && { importsValues }),
  };
}

/** The files of each chart in `charts/`, or its archive. */
function innerCharts(files: Files): (Files | Buffer)[] {
  const folders = new Map<string, Map<string, Buffer>>();
  const archives: Buffer[] = [];
  for (const [path, data] of files) {
    const [, name, rest] = /^charts\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
    // Helm skips these
    if (name === undefined || /^[_.]/.test(name)) continue;
    if (rest === undefined) archives.push(data);
    else folders.set(name, (folders.get(name) ?? new Map<string, Buffer>()).set(rest, data));
  }
  return [...folders.values(), ...archives];
}

async function readInner(chart: Files | Buffer, limits: ArchiveLimits, depth: number): Promise<UnpackedChart> {
  const files = Buffer.isBuffer(chart) ? await unpackArchive([chart], limits) : chart;
  return readChart(files, limits, depth + 1);
}

/**
 * One subchart for each dependency whose chart is in the archive, under its alias, and the charts
 * that no dependency refers to.
 */
function subchartsOf(dependencies: readonly JsonObject[], charts: readonly UnpackedChart[]): SubchartSchema[] {
  const named = dependencies.flatMap(dependency => {
    const chart = charts.find(candidate => isMeant(dependency, candidate));
    return chart === undefined ? [] : subchart(chart, dependency);
  });
  const others = charts.filter(chart => !dependencies.some(dependency => isMeant(dependency, chart)));
  const all = [...named, ...others.map(chart => subchart(chart, {}))];
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function subchart(
  { chart, schema, defaults, subcharts, importsValues }: UnpackedChart,
  dependency: JsonObject,
): SubchartSchema {
  const { alias, condition, tags } = dependency;
  return {
    name: textOf(alias) || chart,
    conditions: textOf(condition)
      .split(',')
      .map(path => path.trim())
      .filter(path => path !== ''),
    tags: Array.isArray(tags) ? tags.map(textOf).filter(tag => tag !== '') : [],
    schema,
    defaults,
    subcharts,
    ...(importsValues && { importsValues }),
  };
}

function isMeant({ name, version }: JsonObject, chart: UnpackedChart): boolean {
  if (name !== chart.chart) return false;
  const range = parseVersionRange(textOf(version) || '*');
  const found = tryParseVersion(chart.version);
  return range.error !== undefined || found === undefined || matchesRange(found, range);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function readYaml(files: Files, name: string, parse = parseChartFile): JsonObject | undefined {
  const data = files.get(name);
  if (data === undefined) return undefined;
  const { values, problems } = parse(data, name);
  if (values === undefined) throw new Unreadable(`${name} in the archive: ${describeProblem(problems[0])}`);
  return values;
}

function readJsonSchema(data: Buffer | undefined): Schema | undefined {
  if (data === undefined) return undefined;
  let schema: JsonValue;
  try {
    schema = JSON.parse(data.toString('utf8')) as JsonValue;
  } catch {
    throw new Unreadable('values.schema.json in the archive is not valid JSON, so Helm refuses the chart');
  }
  if (isSchema(schema)) return schema;
  throw new Unreadable('values.schema.json in the archive is not a valid JSON Schema, so Helm refuses the chart');
}
