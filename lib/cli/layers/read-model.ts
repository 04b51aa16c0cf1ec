/**
 * The model that files of layers declare, and the components that it is about.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DeclaredModel, toModel } from '../../model/layers/declared-model';
import { LAYER_FILE } from '../../model/layers/layer-file';
import { type ReadLayers, readLayerFiles } from '../../model/layers/layer-files';
import type { LayerFinding } from '../../model/layers/layer-finding';
import { toProblem } from '../../model/layers/layer-finding';
import { type LayeredComponent, toComponent } from '../../model/layers/layered-component';
import type { Problem } from '../../model/problem';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { ProfilesError } from '../../model/profiles-error';
import { type CatalogsOptions, findCatalogsFolder, nameCatalogsFolder, readLocks } from '../catalogs/find-catalogs';
import { layerFilesIn, readTextIn } from '../catalogs/layer-files';
import type { Context } from '../terminal/command';
import { printable } from '../terminal/printable';

/** Which files of layers are read. */
export interface LayerFilesOptions extends CatalogsOptions {
  /** Relative to the working directory. @default those in the folder of catalogs */
  readonly layers?: readonly string[];
}

/** What files of layers say. */
export interface FoundModel extends ReadLayers {
  readonly model: DeclaredModel;
}

/** Reads the files of layers; throws ProfilesError if there are none. */
export function findModel(context: Context, options: LayerFilesOptions): FoundModel {
  const folder = options.layers === undefined ? findCatalogsFolder(context, options) : '.';
  const paths = options.layers ?? layerFilesIn(folder, context.cwd);
  if (paths.length > 0) return readModel(context, paths);
  const what = `there is no file of layers in ${folder}`;
  throw new ProfilesError({ kind: 'invalid-props', what, remedy: `write ${join(folder, LAYER_FILE)}, or give one with "--layers"` }); // prettier-ignore
}

/** Reads the files at `paths` and the lists next to them. */
export function readModel({ cwd }: Context, paths: readonly string[]): FoundModel {
  const read = readLayerFiles(paths, readTextIn(cwd));
  return { ...read, model: toModel(read.declarations) };
}

/** The newest version of each profile in the lock files, by name; empty if there are none. */
export function offeredComponents(context: Context, options: CatalogsOptions): ReadonlyMap<string, LayeredComponent> {
  const folder = nameCatalogsFolder(context, options);
  if (folder === undefined || !existsSync(resolve(context.cwd, folder))) return new Map();
  const { locks, problems } = readLocks(folder, context.cwd);
  for (const problem of problems) context.stderr(`warning: ${printable(formatProblem(problem))}\n`);
  // versions in a lock file are sorted, the newest first
  const entries = locks.flatMap(({ lock }) => lock.entries).reverse();
  return new Map(entries.map(entry => [entry.name, toComponent({ ...entry, location: undefined })]));
}

/** Components that `model` names, and those of catalogs, each once. */
export function allComponents(
  model: DeclaredModel,
  offered: ReadonlyMap<string, LayeredComponent>,
): LayeredComponent[] {
  const charts = new Set([...offered.values()].map(({ chart }) => chart));
  const needed = [...model.dependencies.values()].flat().map(({ value }) => value);
  const named = [model.layers, model.categories, model.dependencies, model.between].flatMap(map => [...map.keys()]);
  const unknown = [...new Set([...named, ...needed])].filter(name => !offered.has(name) && !charts.has(name));
  return [...offered.values(), ...unknown.map(name => ({ name, dependencies: [] }))];
}

/** Prints problems and findings to stderr; returns whether none is an error. */
export function report(
  { stderr }: Context,
  problems: readonly Problem[],
  findings: readonly LayerFinding[] = [],
): boolean {
  const lines = new Set([
    ...sortProblems(problems).map(problem => `error: ${formatProblem(problem)}`),
    ...findings.map(finding => `${finding.severity}: ${formatProblem(toProblem(finding))}`),
  ]);
  for (const line of lines) stderr(`${printable(line)}\n`);
  return problems.length === 0 && findings.every(({ severity }) => severity !== 'error');
}
