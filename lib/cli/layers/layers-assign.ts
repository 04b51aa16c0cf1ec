/**
 * `pctl layers assign`: writes the layers of a model into charts and profiles of a working copy.
 */
import { resolve } from 'node:path';
import { replaceFile } from '../../files/replace-file';
import { LAYER } from '../../model/formats/helm-index-entry';
import { formatLayer } from '../../model/layer';
import type { DeclaredModel } from '../../model/layers/declared-model';
import { LAYER_FILE } from '../../model/layers/layer-file';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { ProfilesError } from '../../model/profiles-error';
import { editYaml } from '../../model/yaml/edit-yaml';
import { layComponents } from '../../order/layered-set';
import type { Context, ExitCode } from '../terminal/command';
import { printable } from '../terminal/printable';
import { findAssignable, type Assignable } from './assignable';
import { type CatalogsOptions, findCatalogsFolder } from '../catalogs/find-catalogs';
import { layerFilesIn } from '../catalogs/layer-files';
import { namedComponents, readSetModel } from '../lint/set-model';

interface AssignOptions extends CatalogsOptions {
  /** Files of layers. @default those in the folder of catalogs */
  readonly layers?: readonly string[];
  readonly check?: boolean;
  readonly quiet?: boolean;
}

/** A file to write. */
interface Assignment {
  readonly file: string;
  readonly text: string;
  /** `layer-1 -> layer-2`. */
  readonly change: string;
}

export function run(context: Context, [paths]: readonly [readonly string[]], options: AssignOptions): ExitCode {
  const tell = (kind: 'error' | 'warning', words: string) => context.stderr(`${kind}: ${printable(words)}\n`);
  const files = options.layers ?? layerFilesIn(findCatalogsFolder(context, options), context.cwd);
  if (files.length === 0) throw noFile();
  const { model, problems } = readSetModel(files, context.cwd);
  if (problems.length > 0) {
    for (const problem of sortProblems(problems)) tell('error', formatProblem(problem));
    return 1;
  }
  const { found, errors } = findAssignable(paths.length === 0 ? ['.'] : paths, context.cwd);
  for (const error of errors) tell('error', error);
  const layers = layersOf(model, found);
  const assignments: Assignment[] = [];
  let isGood = errors.length === 0;
  for (const each of found) {
    const layer = layers.get(each);
    if (layer === undefined)
      tell('warning', `${each.file}: no rule of the model gives "${each.component.name}" a layer`);
    else if (layer !== each.layer) {
      const text = editYaml(each.text, { path: [...each.path, LAYER], text: formatLayer(layer) });
      if (text !== undefined) assignments.push({ file: each.file, text, change: describe(each, layer) });
      else tell('error', `${each.file} cannot be changed for certain. Write "${LAYER}: ${formatLayer(layer)}" by hand`);
      isGood &&= text !== undefined;
    }
  }
  for (const { file, text, change } of assignments) {
    if (options.check !== true) replaceFile(resolve(context.cwd, file), text);
    context.stdout(`${printable(`${file}: ${change}`)}\n`);
  }
  if (options.quiet !== true) context.stderr(summarize(found.length, assignments.length, options.check === true));
  return isGood && (options.check !== true || assignments.length === 0) ? 0 : 1;
}

function noFile(): ProfilesError {
  const what = 'there is no file of layers in the folder of catalogs';
  return new ProfilesError({ kind: 'invalid-props', what, remedy: `write ${LAYER_FILE}, or give one with "--layers"` });
}

/** Layers of what is in the working copy together with everything that the model names. */
function layersOf(model: DeclaredModel, found: readonly Assignable[]): ReadonlyMap<Assignable, number | undefined> {
  const named = namedComponents(model);
  const names = new Set(named.map(({ name }) => name));
  // the minimal model gives every component a layer, so it must not see charts that only belong to others
  const isComponent = ({ isProfile, component: { name } }: Assignable) =>
    model.model !== 'minimal' || isProfile || names.has(name);
  const components = found.filter(isComponent);
  const own = components.map(({ component }) => component);
  const charts = new Set(own.flatMap(({ chart }) => chart ?? []));
  // what is found counts before what is only named, by its name or by that of its chart
  const byName = new Map([...named.filter(({ name }) => !charts.has(name)), ...own].map(each => [each.name, each]));
  const { placements } = layComponents(model, [...byName.values()]);
  const layers = new Map(placements.map(({ component, layer }) => [component.name, layer]));
  return new Map(components.map(each => [each, layers.get(each.component.name)]));
}

function describe({ layer: before, written }: Assignable, after: number): string {
  const was = before === undefined ? (written ?? 'no layer') : formatLayer(before);
  return `${was} -> ${formatLayer(after)}`;
}

function summarize(all: number, changed: number, isCheck: boolean): string {
  const files = `${all} file${all === 1 ? '' : 's'}`;
  if (changed === 0) return `${files}: nothing to change\n`;
  return `${changed} of ${files} ${isCheck ? 'would change' : changed === 1 ? 'is changed' : 'are changed'}\n`;
}
