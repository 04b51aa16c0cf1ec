/**
 * Files of layers in the folder of catalogs: `layers.yaml`, and others whose names end in `.layers.yaml`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { decodeText } from '../../model/data/decode-text';
import { LAYER_FILE, LAYER_FILE_ENDING } from '../../model/layers/layer-file';
import type { ReadText } from '../../model/layers/layer-files';

/** Files of layers in `folder`, sorted. */
export function layerFilesIn(folder: string, cwd: string): string[] {
  const read = readTextIn(cwd);
  return readdirSync(resolve(cwd, folder))
    .filter(name => name === LAYER_FILE || (name.endsWith(LAYER_FILE_ENDING) && !name.startsWith('.')))
    .filter(name => name === LAYER_FILE || holdsModel(read(join(folder, name))))
    .sort()
    .map(name => join(folder, name));
}

/** A source of a catalog may have a file of that name too. */
function holdsModel(file: ReturnType<ReadText>): boolean {
  return 'problem' in file || file.text.includes('LayerModel');
}

/** Reads files relative to `cwd`. */
export function readTextIn(cwd: string): ReadText {
  return file => {
    try {
      return { text: decodeText(readFileSync(resolve(cwd, file))) };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = code === 'ENOENT' ? 'it does not exist' : code === 'EACCES' ? 'permission is denied' : message;
      return { problem: { kind: 'unreadable-file', file, reason } };
    }
  };
}
