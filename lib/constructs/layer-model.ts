/**
 * How the layers of a catalog's profiles are found.
 */
import type { CatalogEntry } from '../model/catalog-entry';

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

  private constructor(
    /** Layer of `entry`; `undefined` if it has none. */
    readonly layerOf: (entry: CatalogEntry) => number | undefined,
  ) {}
}
