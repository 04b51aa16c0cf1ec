/**
 * How the layers of a catalog's profiles are found.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CatalogEntry } from '../model/catalog-entry';
import { toModel } from '../model/layers/declared-model';
import { LAYER_FILE, parseLayerFile } from '../model/layers/layer-file';
import { toMasterList } from '../model/layers/master-list';
import { declareLayer } from '../model/layers/placement';
import type { Problem } from '../model/problem';
import { readText } from './files/read-text-file';

/**
 * How the layers of a catalog's profiles are found.
 *
 * @example
 * ```ts
 * import { Catalog, Fleet, LayerModel } from 'cdk8s-profiles';
 *
 * const fleet = new Fleet();
 * Catalog.fromFile(fleet, 'platform', 'catalogs/platform.lock.yaml', { layers: LayerModel.annotations() });
 * ```
 */
export class LayerModel {
  /** By the annotation `weave.works/layer` on each chart version: `layer-2`, `Layer 2` and `2` are layer 2. */
  static annotations(): LayerModel {
    return new LayerModel(entry => entry.layer);
  }

  /**
   * By a file that names profiles or charts, `layers: {cert-manager: 0}`; what it does not name, by annotations.
   * `path` is relative to the working directory. What is wrong in the file is a problem, found at synthesis.
   */
  static fromFile(path: string): LayerModel {
    const file = readText(path);
    if ('problem' in file) return new LayerModel(entry => entry.layer, [file.problem]);
    const { problems, ...declared } = parseLayerFile(file.text, path);
    const model = toModel(declared);
    const list = toMasterList(model);
    return new LayerModel(entry => declareLayer(entry, model, list).layer, problems);
  }

  /**
   * By `layers.yaml` in the folder of `catalogFile`, or by annotations if there is none.
   * @internal
   */
  static besides(catalogFile: string): LayerModel {
    const path = join(dirname(catalogFile), LAYER_FILE);
    return existsSync(path) ? LayerModel.fromFile(path) : LayerModel.annotations();
  }

  private constructor(
    /** Layer of `entry`; `undefined` if it has none. */
    readonly layerOf: (entry: CatalogEntry) => number | undefined,
    /**
     * What is wrong with its file.
     * @internal
     */
    readonly problems: readonly Problem[] = [],
  ) {}
}
