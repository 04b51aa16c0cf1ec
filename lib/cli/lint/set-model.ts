/**
 * The model that files of layers declare together.
 */
import { type DeclaredModel, toModel } from '../../model/layers/declared-model';
import type { LayeredComponent } from '../../model/layers/layered-component';
import { readLayerFiles } from '../../model/layers/layer-files';
import type { Problem } from '../../model/problem';
import { readTextIn } from '../catalogs/layer-files';

/** The files of layers of a set of components, and the model in them. */
export interface SetModel {
  readonly files: readonly string[];
  readonly model: DeclaredModel;
  readonly problems: readonly Problem[];
}

/** Components that `model` says something about the dependencies of, without anything else about them. */
export function namedComponents({ dependencies }: DeclaredModel): LayeredComponent[] {
  const names = [...dependencies].flatMap(([name, all]) => [name, ...all.map(({ value }) => value)]);
  return [...new Set(names)].map(name => ({ name, dependencies: [] }));
}

/** Reads `files`, and the locked lists that they refer to. */
export function readSetModel(files: readonly string[], cwd: string): SetModel {
  const { declarations, problems } = readLayerFiles(files, readTextIn(cwd));
  return { files, model: toModel(declarations), problems };
}
