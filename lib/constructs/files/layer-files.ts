/**
 * Files of layers next to a lock file: `layers.yaml`, and others whose names end in `.layers.yaml`.
 */
import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { chooseLayerFiles, type ReadLayers, readLayerFiles } from '../../model/layers/layer-files';
import { readText } from './read-text-file';

/** Reads files of layers, and what they refer to. Paths are relative to the working directory. */
export function readLayers(paths: readonly string[]): ReadLayers {
  return readLayerFiles(paths, readText);
}

/** Paths of the files of layers next to `catalogFile`, sorted; empty if there are none. */
export function layerFilesBesides(catalogFile: string): string[] {
  const folder = dirname(catalogFile);
  return existsSync(folder) ? chooseLayerFiles(folder, readdirSync(folder), readText) : [];
}
