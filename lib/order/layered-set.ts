/**
 * Components that are installed together, each in its layer by one model, and what is wrong with that.
 */
import { compareText } from '../model/data/compare-text';
import {
  alternativesTogether,
  differentAlternatives,
  sharedCategoryNumbers,
  similarCategories,
  spreadCategories,
  withoutCategory,
  withoutNumber,
} from '../model/layers/check-categories';
import { dependenciesAbove, differentLayers, withoutLayer } from '../model/layers/check-placements';
import type { DeclaredModel } from '../model/layers/declared-model';
import { type HardDependency, hardDependencies } from '../model/layers/hard-dependencies';
import { found, type LayerFinding, sortFindings } from '../model/layers/layer-finding';
import type { LayeredComponent } from '../model/layers/layered-component';
import { type MasterList, toMasterList } from '../model/layers/master-list';
import { categoryOf, type Placement, placeAlone } from '../model/layers/placement';
import { type ComputedLayers, computeLayers, formatPath } from './computed-layers';

/** Components in their layers. */
export interface LayeredSet {
  /** Sorted by name. */
  readonly placements: readonly Placement[];
  /** What each component depends on, by name. */
  readonly dependencies: ReadonlyMap<string, readonly HardDependency[]>;
  readonly list: MasterList;
  /** Of each component whose layer is computed and not the lowest: the dependency that it is one layer above. */
  readonly below: ComputedLayers['below'];
  /** Cycles of dependencies, which keep components from having a layer. */
  readonly cycles: ComputedLayers['cycles'];
}

/** Places `components`, one for each name, in any order. */
export function layComponents(model: DeclaredModel, components: readonly LayeredComponent[]): LayeredSet {
  const sorted = [...components].sort((a, b) => compareText(a.name, b.name));
  const dependencies = hardDependencies(model, sorted);
  const list = toMasterList(model);
  const computed = computeLayers(new Map([...dependencies].map(([name, all]) => [name, all.map(other => other.name)])));
  const placements = sorted.map(component =>
    model.model === 'minimal' ? placeAbove(model, component, computed) : placeAlone(model, list, component),
  );
  return { placements, dependencies, list, below: computed.below, cycles: computed.cycles };
}

function placeAbove(model: DeclaredModel, component: LayeredComponent, computed: ComputedLayers): Placement {
  const category = categoryOf(model, component);
  const common = { component, ...(category !== undefined && { category }) };
  const layer = computed.layers.get(component.name);
  if (layer === undefined) return { ...common, rule: 'none' };
  return { ...common, layer, rule: 'longest path' };
}

/** What the components of a set are: everything on offer, or what is installed together on a cluster. */
export type LayeredScope = 'catalog' | 'cluster';

/** Everything that is wrong with `model` and with `set`, sorted. */
export function checkLayers(model: DeclaredModel, set: LayeredSet, scope: LayeredScope): LayerFinding[] {
  const { placements, dependencies, list } = set;
  const isModel = model.model !== 'plain';
  return sortFindings([
    ...model.findings,
    ...list.findings,
    ...sharedCategoryNumbers(model),
    ...cyclesOf(model, set),
    ...withoutLayer(model, placements),
    ...withoutNumber(model, placements),
    ...dependenciesAbove(placements, dependencies),
    ...(isModel ? differentLayers(placements) : []),
    ...(model.model === 'category' || scope === 'catalog' ? withoutCategory(model, placements) : []),
    ...(scope === 'cluster' ? alternativesTogether(model, placements) : checkCatalog(model, set)),
  ]);
}

/** What is worth knowing about a catalog, whatever is installed of it. */
function checkCatalog(model: DeclaredModel, { placements, dependencies }: LayeredSet): LayerFinding[] {
  return [
    ...spreadCategories(placements),
    ...similarCategories(model, placements),
    ...(model.model === 'category' ? differentAlternatives(placements, dependencies) : []),
  ];
}

function cyclesOf({ model }: DeclaredModel, { cycles, dependencies }: LayeredSet): LayerFinding[] {
  return cycles.map(cycle => {
    const path = [...cycle, cycle[0]];
    const what = `components depend on each other: ${formatPath(path)}${model === 'minimal' ? ', and so have no layer' : ''}`;
    const location = dependencies.get(path[0])?.find(({ name }) => name === path[1])?.at;
    return found('layer-cycle', { what, remedy: 'drop one of these dependencies', components: cycle, location });
  });
}
