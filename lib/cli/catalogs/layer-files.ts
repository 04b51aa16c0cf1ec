/**
 * Files of layers in the folder of catalogs: `layers.yaml`, and others whose names end in `.layers.yaml`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeText } from '../../model/data/decode-text';
import { chooseLayerFiles, type ReadText } from '../../model/layers/layer-files';

/** Files of layers in `folder`, sorted. */
export function layerFilesIn(folder: string, cwd: string): string[] {
  return chooseLayerFiles(folder, readdirSync(resolve(cwd, folder)), readTextIn(cwd));
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
