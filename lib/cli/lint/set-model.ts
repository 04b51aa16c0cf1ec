/**
 * Files of layers in a folder, and the model that they declare together.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { decodeText } from '../../model/data/decode-text';
import { type DeclaredModel, toModel } from '../../model/layers/declared-model';
import { LAYER_FILE, LAYER_FILE_ENDING } from '../../model/layers/layer-file';
import type { LayeredComponent } from '../../model/layers/layered-component';
import { readLayerFiles, type ReadText } from '../../model/layers/layer-files';
import type { Problem } from '../../model/problem';

/** The files of layers of a set of components, and the model in them. */
export interface SetModel {
  readonly files: readonly string[];
  readonly model: DeclaredModel;
  readonly problems: readonly Problem[];
}

/** Files of layers in `folder`, and `others`, sorted. */
export function layerFilesIn(folder: string, cwd: string, others: readonly string[] = []): string[] {
  const names = readdirSync(resolve(cwd, folder)).filter(
    name => name === LAYER_FILE || name.endsWith(LAYER_FILE_ENDING),
  );
  const read = readIn(cwd);
  const paths = names.map(name => join(folder, name));
  const declared = paths.filter(path => {
    const file = read(path);
    // a source of a catalog may have a name that ends like this
    return 'problem' in file || file.text.includes('LayerModel');
  });
  return [...new Set([...declared, ...others])].sort();
}

/** Components that `model` says something about the dependencies of, without anything else about them. */
export function namedComponents({ dependencies }: DeclaredModel): LayeredComponent[] {
  const names = [...dependencies].flatMap(([name, all]) => [name, ...all.map(({ value }) => value)]);
  return [...new Set(names)].map(name => ({ name, dependencies: [] }));
}

/** Reads `files`, and the locked lists that they refer to. */
export function readSetModel(files: readonly string[], cwd: string): SetModel {
  const { declarations, problems } = readLayerFiles(files, readIn(cwd));
  return { files, model: toModel(declarations), problems };
}

function readIn(cwd: string): ReadText {
  return file => {
    try {
      return { text: decodeText(readFileSync(resolve(cwd, file))) };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = code === 'ENOENT' ? 'it does not exist' : code === 'EACCES' ? 'permission is denied' : message;
      return { problem: { kind: 'unreadable-file', file, reason, location: { file, line: 1, column: 1 } } };
    }
  };
}
