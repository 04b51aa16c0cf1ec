/**
 * Checks of layers: that each component has one, waits only for lower ones, and is where its annotation says.
 */
import { compareText } from '../data/compare-text';
import { tryFindMisspelling } from '../data/nearest-names';
import type { Declaration, DeclaredModel } from './declared-model';
import type { HardDependency } from './hard-dependencies';
import { found, type LayerFinding } from './layer-finding';
import type { LayeredComponent } from './layered-component';
import type { Placement } from './placement';

/** Differences that a message lists. */
const MOST_LISTED = 8;

/** Components that have no layer in a model, because nothing names them. */
export function withoutLayer({ model, layers }: DeclaredModel, placements: readonly Placement[]): LayerFinding[] {
  const missing = placements.filter(({ layer }) => layer === undefined);
  if (model === 'plain') {
    return missing.map(({ component }) => layerMissing(component, findMisspelling(layers, component)));
  }
  if (model !== 'allocated') return [];
  const remedy = 'add it to the list, or write between which two it fits: "between"';
  return missing.map(({ component: { name, location } }) =>
    found('component-unlisted', { what: `"${name}" is not in the master list`, remedy, components: [name], location }),
  );
}

/** The name in a file of layers that is probably meant for `component`, which the file does not name. */
export function findMisspelling(
  layers: DeclaredModel['layers'],
  { name }: LayeredComponent,
): Declaration<number> | undefined {
  return layers.get(tryFindMisspelling([...layers.keys()], name) ?? '');
}

function layerMissing({ name, location }: LayeredComponent, similar: Declaration<number> | undefined): LayerFinding {
  const finding = { what: `"${name}" has no layer`, components: [name] };
  if (similar === undefined) {
    const remedy = 'annotate the chart "weave.works/layer", or write the layer into a file of layers';
    return found('layer-missing', { ...finding, remedy, location });
  }
  const remedy = `if "${similar.name}" is meant to be "${name}", correct it`;
  return found('layer-missing', { ...finding, remedy, location: similar.at });
}

/** Components that depend on one in a higher layer; those without a layer are other findings. */
export function dependenciesAbove(
  placements: readonly Placement[],
  dependencies: ReadonlyMap<string, readonly HardDependency[]>,
): LayerFinding[] {
  const known = new Map(placements.map(placement => [placement.component.name, placement]));
  return placements.flatMap(placement =>
    (dependencies.get(placement.component.name) ?? []).flatMap(({ name, at }) => {
      const other = known.get(name);
      const { layer } = placement;
      if (other?.layer === undefined || layer === undefined || other.layer <= layer) return [];
      const what = `${describePlacement(placement)} depends on ${describePlacement(other)}`;
      const remedy = 'move one of the two, or drop the dependency';
      const location = at ?? placement.component.location;
      return found('dependency-above', { what, remedy, components: [placement.component.name, name], location });
    }),
  );
}

/** One finding for all components whose annotation gives another layer than the model. */
export function differentLayers(placements: readonly Placement[]): LayerFinding[] {
  const different = placements
    .filter(({ layer, component }) => component.layer !== undefined && layer !== undefined && layer !== component.layer)
    .sort((a, b) => compareText(a.component.name, b.component.name));
  if (different.length === 0) return [];
  const shown = different.slice(0, MOST_LISTED).map(({ component, layer }) => `${component.name} ${layer} (annotated ${component.layer})`); // prettier-ignore
  const more = different.length > MOST_LISTED ? ` and ${different.length - MOST_LISTED} more` : '';
  const what = `the model and the annotations give different layers, and the model is used: ${shown.join(', ')}${more}`;
  const remedy = 'correct one of the two; "pctl layers assign" writes annotations';
  return [found('layer-differs', { what, remedy, components: different.map(({ component }) => component.name) })];
}

/** `flagger (layer 2, category "Deployment")`. */
export function describePlacement({ component: { name }, layer, category, rule }: Placement): string {
  if (layer === undefined) return `"${name}" (no layer)`;
  return `"${name}" (layer ${layer}${rule === 'category' ? `, category "${category}"` : ''})`;
}
