/**
 * The layer of a component, and the rule that it comes from.
 */
import type { CatalogEntry } from '../catalog-entry';
import { type DeclaredModel, type Declaration } from './declared-model';
import { declaredFor, type LayeredComponent, toComponent } from './layered-component';
import type { MasterList } from './master-list';

/** Where a layer comes from; `none`: the component has no layer. */
export type PlacementRule =
  | 'declared'
  | 'annotation'
  | 'longest path'
  | 'category'
  | 'master list'
  | 'between'
  | 'none';

/** A component in its layer. */
export interface Placement {
  readonly component: LayeredComponent;
  /** Absent: it has none. */
  readonly layer?: number;
  /** What the model says, or else the annotation. Absent: it has none. */
  readonly category?: string;
  readonly rule: PlacementRule;
  /** Of a component that is fitted in: its neighbours in the list. */
  readonly between?: readonly [string, string];
}

/** The category of `component`. */
export function categoryOf({ categories }: DeclaredModel, component: LayeredComponent): string | undefined {
  return declaredFor(categories, component)?.value ?? component.category;
}

/** The layer of `component` in a model that places each one for itself: all but `minimal`. */
export function placeAlone(model: DeclaredModel, list: MasterList, component: LayeredComponent): Placement {
  const category = categoryOf(model, component);
  const common = { component, ...(category !== undefined && { category }) };
  if (model.model === 'category') {
    const number = category === undefined ? undefined : model.numbers.get(category)?.value;
    return number === undefined ? { ...common, rule: 'none' } : { ...common, layer: number, rule: 'category' };
  }
  if (model.model === 'allocated') {
    const listed = declaredFor(list.numbers, component);
    if (listed === undefined) return { ...common, rule: 'none' };
    const { number, between } = listed;
    return {
      ...common,
      layer: number,
      ...(between === undefined ? { rule: 'master list' } : { rule: 'between', between }),
    };
  }
  const declared: Declaration<number> | undefined = declaredFor(model.layers, component);
  if (declared !== undefined) return { ...common, layer: declared.value, rule: 'declared' };
  return component.layer === undefined
    ? { ...common, rule: 'none' }
    : { ...common, layer: component.layer, rule: 'annotation' };
}

/**
 * `entry` with the layer and category of the model. The model `minimal` gives it no layer: that depends on what is
 * installed with it.
 */
export function declareLayer(entry: CatalogEntry, model: DeclaredModel, list: MasterList): CatalogEntry {
  const placement = model.model === 'minimal' ? undefined : placeAlone(model, list, toComponent(entry));
  const category = categoryOf(model, toComponent(entry));
  if (placement?.layer === entry.layer && category === entry.category) return entry;
  return { ...entry, layer: placement?.layer, category };
}
