/**
 * `pctl layers show`: the model as a table, and by which rule components are in their layers.
 */
import { readFolder } from '../../deliver/read-folder';
import { readReleases } from '../../deliver/read-releases';
import { groupBy } from '../../model/data/group-by';
import type { LayeredComponent } from '../../model/layers/layered-component';
import { checkLayers, layComponents, type LayeredSet } from '../../order/layered-set';
import type { LayerFinding } from '../../model/layers/layer-finding';
import type { WrittenRelease } from '../../model/written-release';
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { printable } from '../terminal/printable';
import { formatTable } from '../terminal/table';
import { nothingFound, unknownNames } from '../releases/written-releases';
import { formatRule, modelRows, placementToData, rowToData } from './model-rows';
import { allComponents, findModel, type LayerFilesOptions, offeredComponents, report } from './read-model';

interface ShowOptions extends LayerFilesOptions {
  readonly cluster?: readonly string[];
  readonly output: OutputFormat;
}

/** What is installed on a cluster. */
interface InstalledSet {
  readonly name: string;
  readonly set: LayeredSet;
}

/** Rules about what is installed together; a model alone does not break them. */
const OF_CLUSTERS = ['alternatives-together', 'component-unlisted', 'category-missing', 'category-without-number', 'layer-missing']; // prettier-ignore

export function run(context: Context, [folder]: readonly (string | undefined)[], options: ShowOptions): ExitCode {
  const { model, files, problems } = findModel(context, options);
  const offered = offeredComponents(context, options);
  const set = layComponents(model, allComponents(model, offered));
  const installed = folder === undefined ? { releases: [], problems: [] } : readReleases(readFolder(folder, context.cwd).documents); // prettier-ignore
  const clusters = setsOf(installed.releases, options.cluster).map(({ name, components }) => ({
    name,
    set: layComponents(
      model,
      components.map(component => offered.get(component.name) ?? component),
    ),
  }));
  const findings: readonly LayerFinding[] =
    folder === undefined
      ? checkLayers(model, set, 'cluster').filter(({ rule }) => !OF_CLUSTERS.includes(rule))
      : clusters.flatMap(cluster => checkLayers(model, cluster.set, 'cluster'));
  context.stdout(format({ name: model.model, files: [...files.keys()], set, clusters, model }, options.output));
  const errors = folder === undefined ? [] : missing(installed.releases, folder, options.cluster);
  const isGood = report(context, [...problems, ...installed.problems], findings);
  for (const error of errors) context.stderr(`error: ${printable(error)}\n`);
  return isGood && errors.length === 0 ? 0 : 1;
}

function missing(releases: readonly WrittenRelease[], folder: string, wanted?: readonly string[]): string[] {
  return releases.length === 0 ? nothingFound(folder, []) : unknownNames('cluster', wanted, releases, folder);
}

function setsOf(releases: readonly WrittenRelease[], wanted?: readonly string[]) {
  const ofProfiles = releases.filter(({ profile, cluster }) => profile !== undefined && (wanted?.includes(cluster) ?? true)); // prettier-ignore
  const byCluster = [...groupBy(ofProfiles, ({ cluster }) => cluster)].sort(([a], [b]) => (a < b ? -1 : 1));
  return byCluster.map(([name, all]) => {
    const names = [...new Set(all.map(({ profile }) => profile!))];
    return { name, components: names.map((component): LayeredComponent => ({ name: component, dependencies: [] })) };
  });
}

interface Shown {
  readonly name: string;
  readonly files: readonly string[];
  readonly set: LayeredSet;
  readonly clusters: readonly InstalledSet[];
  readonly model: Parameters<typeof modelRows>[0];
}

function format({ name, files, set, clusters, model }: Shown, output: OutputFormat): string {
  const rows = modelRows(model, set);
  if (output === 'name')
    return rows.flatMap(({ components }) => components.map(other => `${printable(other)}\n`)).join('');
  if (output === 'json' || output === 'yaml') {
    const installed = clusters.map(cluster => ({ name: cluster.name, components: cluster.set.placements.map(placement => placementToData(placement, cluster.set)) })); // prettier-ignore
    return formatData({ model: name, files, layers: rows.map(rowToData), components: set.placements.map(placement => placementToData(placement, set)), clusters: installed }, output); // prettier-ignore
  }
  const table = formatTable([
    ['LAYER', 'CATEGORY', 'COMPONENTS', 'FREE ABOVE'],
    ...rows.map(row => [row.number ?? '-', row.categories.join(', ') || '-', row.components.join(', ') || '-', row.free ?? '-'].map(String)), // prettier-ignore
  ]);
  const head = `model ${name === 'plain' ? 'not declared' : name}: ${files.join(', ')}`;
  const sections = clusters.map(cluster => ['', printable(cluster.name || 'no cluster'), '', ...indent(placementTable(cluster.set))]); // prettier-ignore
  return [printable(head), '', ...indent(table), ...sections.flat(), ''].join('\n');
}

function placementTable(set: LayeredSet): string[] {
  const sorted = [...set.placements].sort((a, b) => (a.layer ?? Infinity) - (b.layer ?? Infinity) || 0);
  const rows = sorted.map(placement => [String(placement.layer ?? '-'), placement.component.name, formatRule(placement, set)]); // prettier-ignore
  return formatTable([['LAYER', 'COMPONENT', 'RULE'], ...rows]);
}

function indent(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}
