/**
 * Files of layers next to a lock file: `layers.yaml`, and others whose names end in `.layers.yaml`.
 */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LAYER_FILE, LAYER_FILE_ENDING } from '../../model/layers/layer-file';
import { type ReadLayers, readLayerFiles } from '../../model/layers/layer-files';
import { readText } from './read-text-file';

/** Reads files of layers, and what they refer to. Paths are relative to the working directory. */
export function readLayers(paths: readonly string[]): ReadLayers {
  return readLayerFiles(paths, readText);
}

/** Paths of the files of layers next to `catalogFile`, sorted; empty if there are none. */
export function layerFilesBesides(catalogFile: string): string[] {
  const folder = dirname(catalogFile);
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder)
    .filter(name => name === LAYER_FILE || (name.endsWith(LAYER_FILE_ENDING) && !name.startsWith('.')))
    .sort()
    .map(name => join(folder, name));
  return paths.filter(path => path === join(folder, LAYER_FILE) || mayBeLayerFile(path));
}

/** A source of a catalog may have a file of that name too: that of a HelmRepository called `shop.layers`. */
function mayBeLayerFile(path: string): boolean {
  const file = readText(path);
  return 'problem' in file || file.text.includes('LayerModel');
}
