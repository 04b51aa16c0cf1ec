/**
 * How the layers of a catalog's profiles are found.
 */
import type { CatalogEntry } from '../model/catalog-entry';

export class LayerModel {
  /** The annotation `weave.works/layer` on each chart version. */
  static annotations(): LayerModel {
    return new LayerModel(entry => entry.layer);
  }

  private constructor(
    /** Layer of `entry`; `undefined` when it has none. */
    readonly layerOf: (entry: CatalogEntry) => number | undefined,
  ) {}
}
