/**
 * What the lock files offer, with the layers and categories that a file next to them declares.
 */
import { groupBy } from '../../model/data/group-by';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { type DeclaredModel, toModel } from '../../model/layers/declared-model';
import { readLayerFiles } from '../../model/layers/layer-files';
import { toMasterList } from '../../model/layers/master-list';
import { declareLayer } from '../../model/layers/placement';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { ProfilesError } from '../../model/profiles-error';
import type { Context } from '../terminal/command';
import { printable } from '../terminal/printable';
import { type CatalogsOptions, findCatalogsFolder } from './find-catalogs';
import { layerFilesIn, readTextIn } from './layer-files';
import { type OfferedCatalog, type OfferedCatalogs, readOfferedCatalogs } from './offered-catalogs';

/** Options of commands that show layers. */
export interface LayersOptions extends CatalogsOptions {
  /** File of layers, relative to the working directory. @default layers.yaml in the folder of catalogs, if it is there */
  readonly layers?: string;
}

/** Reads the lock files and the files of layers; throws ProfilesError if there are no lock files. */
export function readLayeredCatalogs(context: Context, options: LayersOptions): OfferedCatalogs {
  const offered = readOfferedCatalogs(context, options);
  const folder = findCatalogsFolder(context, options);
  const paths = options.layers === undefined ? layerFilesIn(folder, context.cwd) : [options.layers];
  if (paths.length === 0) return offered;
  const { problems, declarations } = readLayerFiles(paths, readTextIn(context.cwd));
  const unreadable = problems.find(({ kind }) => kind === 'unreadable-file');
  if (unreadable !== undefined) throw new ProfilesError(unreadable);
  const model = toModel(declarations);
  const list = toMasterList(model);
  for (const problem of sortProblems(problems)) context.stderr(`error: ${printable(formatProblem(problem))}\n`);
  if (offered.isComplete) tellUnknown(context, offered.catalogs, model);
  const catalogs = offered.catalogs.map(catalog => {
    const entries = [...catalog.profiles.values()].flat().map(entry => declareLayer(entry, model, list));
    return { ...catalog, profiles: groupBy(entries, ({ name }) => name) };
  });
  return { catalogs, isComplete: offered.isComplete && problems.length === 0 };
}

/** Warns about names that no catalog has, which are usually misspelt. */
function tellUnknown(
  { stderr }: Context,
  catalogs: readonly OfferedCatalog[],
  { layers, categories }: DeclaredModel,
): void {
  const entries = catalogs.flatMap(({ profiles }) => [...profiles.values()].flat());
  const names = new Set(entries.flatMap(({ name, origin }) => (origin.kind === 'chart' ? [name, origin.chart] : name)));
  for (const [name, { at }] of [...layers, ...categories]) {
    if (names.has(name)) continue;
    const nearest = nearestNames(names, name);
    const hint = formatNearest(nearest);
    const place = `${at.file}:${at.line}:${at.column}`;
    stderr(`warning: ${printable(`${place}: no catalog has a profile or chart "${name}"${hint}`)}\n`);
  }
}
