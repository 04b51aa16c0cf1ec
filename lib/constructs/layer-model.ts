/**
 * How the layers of a catalog's profiles are found.
 */
import type { CatalogEntry } from '../model/catalog-entry';
import {
  type Declaration,
  type LayerDeclarations,
  type LayerModelName,
  NO_DECLARATIONS,
  toModel,
} from '../model/layers/declared-model';
import { findMisspelling } from '../model/layers/check-placements';
import type { ReadLayers } from '../model/layers/layer-files';
import { toComponent } from '../model/layers/layered-component';
import { toMasterList } from '../model/layers/master-list';
import { declareLayer } from '../model/layers/placement';
import type { Problem } from '../model/problem';
import { NOWHERE } from '../model/yaml/yaml-value';
import { layerFilesBesides, readLayers } from './files/layer-files';
import type { LayeredProfile } from './props/i-profile';

/** What a model of categories says in addition to their numbers. */
export interface CategoryOptions {
  /** Category of a component, by the name of its profile or chart. @default that of its annotation */
  readonly categories?: Readonly<Record<string, string>>;
  /** What happens if two components of a category are on one cluster. @default 'warn' */
  readonly alternatives?: 'warn' | 'refuse' | 'allow';
}

/** A master list: one number for each component. */
export interface LayerRegistry {
  /** Number of each component, by the name of its profile or chart. */
  readonly layers: Readonly<Record<string, number>>;
  /** Components that are fitted between two of the list, the lower one first. @default none */
  readonly between?: Readonly<Record<string, readonly [string, string]>>;
}

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
    return new LayerModel(NO_DECLARATIONS);
  }

  /**
   * By files, which are merged, and usually are in the folder of the lock files: `catalogs/layers.yaml`. They declare
   * one of the models below, or the layers of some components; others then have those of their annotations. Paths are
   * relative to the working directory. What is wrong in the files is a problem, found at synthesis.
   */
  static fromFile(...paths: readonly string[]): LayerModel {
    return LayerModel.fromLayers(readLayers(paths));
  }

  /**
   * Computed from what components that are installed together need: `{flagger: ['linkerd2']}`, and dependencies of
   * charts that are components too. The layer is the length of the longest path of dependencies.
   */
  static minimal(dependencies: Readonly<Record<string, readonly string[]>> = {}): LayerModel {
    const all = Object.entries(dependencies).flatMap(([name, needs]) => ['', ...needs].map(value => declare(name, value))); // prettier-ignore
    return LayerModel.of('minimal', { dependencies: all });
  }

  /** By the number of a component's category: `{'Certificates': 0, 'Service Mesh': 10}`. Gaps are welcome. */
  static category(numbers: Readonly<Record<string, number>>, options: CategoryOptions = {}): LayerModel {
    return LayerModel.of('category', {
      numbers: declareAll(numbers),
      categories: declareAll(options.categories ?? {}),
      alternatives: options.alternatives === undefined ? [] : [declare('', options.alternatives)],
    });
  }

  /** By a master list with one number for each component, and no number twice. What is not in it is a problem. */
  static allocated({ layers, between = {} }: LayerRegistry): LayerModel {
    return LayerModel.of('allocated', { layers: declareAll(layers), between: declareAll(between) });
  }

  /**
   * By the files of layers in the folder of `catalogFile`, or by annotations if there are none.
   * @internal
   */
  static besides(catalogFile: string): LayerModel {
    const paths = layerFilesBesides(catalogFile);
    return paths.length === 0 ? LayerModel.annotations() : LayerModel.fromFile(...paths);
  }

  private static of(model: LayerModelName, declarations: Partial<LayerDeclarations>): LayerModel {
    return new LayerModel({ ...NO_DECLARATIONS, ...declarations, models: [declare('', model)] });
  }

  private static fromLayers({ declarations, problems }: ReadLayers): LayerModel {
    return new LayerModel(declarations, problems);
  }

  /** Layer of `entry`; `undefined` if it has none, or if it depends on what is installed together. */
  readonly layerOf: (entry: CatalogEntry) => number | undefined;
  /**
   * What the layer of `entry` depends on, if it can depend on what is installed together.
   * @internal
   */
  readonly layeredOf: (entry: CatalogEntry) => LayeredProfile | undefined;

  private constructor(
    declarations: LayerDeclarations,
    /**
     * What is wrong with its files.
     * @internal
     */
    readonly problems: readonly Problem[] = [],
  ) {
    const model = toModel(declarations);
    const list = toMasterList(model);
    const isChecked = model.model !== 'plain' || model.dependencies.size > 0;
    this.layerOf = entry => declareLayer(entry, model, list).layer;
    this.layeredOf = entry => {
      // a problem of what a program installs is reported where it is installed, not in the catalog
      const component = toComponent({ ...entry, location: undefined });
      const isMisspelt = () =>
        this.layerOf(entry) === undefined && findMisspelling(model.layers, component) !== undefined;
      return isChecked || isMisspelt() ? { declarations, component } : undefined;
    };
  }
}

function declareAll<T>(values: Readonly<Record<string, T>>): Declaration<T>[] {
  return Object.entries(values).map(([name, value]) => declare(name, value));
}

function declare<T>(name: string, value: T): Declaration<T> {
  return { name, value, at: NOWHERE };
}
