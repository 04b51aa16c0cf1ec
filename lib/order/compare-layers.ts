/**
 * Which components move from one model to another, and why.
 */
import { compareText } from '../model/data/compare-text';
import type { Placement } from '../model/layers/placement';
import { formatPath, pathBelow } from './computed-layers';
import type { LayeredSet } from './layered-set';

/** A component whose layer differs. */
export interface LayerChange {
  readonly name: string;
  /** Absent: it was not there, or had no layer. */
  readonly before?: number;
  /** Absent: it is not there any more, or has no layer. */
  readonly after?: number;
  /** `flagger -> linkerd2 -> cert-manager, and cert-manager is new`. */
  readonly why: string;
}

/** The components that are not in both sets in the same layer, sorted by name. */
export function compareLayers(before: LayeredSet, after: LayeredSet): LayerChange[] {
  const old = byName(before);
  const now = byName(after);
  const names = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  return names.flatMap(name => {
    const [was, is] = [old.get(name), now.get(name)];
    if (was !== undefined && is !== undefined && was.layer === is.layer) return [];
    const why = was === undefined ? 'it is new' : is === undefined ? 'it is removed' : explain(was, is, before, after);
    return { name, before: was?.layer, after: is?.layer, why };
  });
}

function byName({ placements }: LayeredSet): Map<string, Placement> {
  return new Map(placements.map(placement => [placement.component.name, placement]));
}

function explain(was: Placement, is: Placement, before: LayeredSet, after: LayeredSet): string {
  if (is.layer === undefined) return `it has no layer: ${was.rule} before`;
  if (is.rule === 'longest path') return explainPath(was, is, before, after);
  if (is.rule === 'category' && was.rule === 'category' && is.category !== was.category) {
    return `its category is "${is.category}", and was "${was.category}"`;
  }
  if (is.rule === 'category') return `category "${is.category}" has another number`;
  if (is.rule === 'between') return `it is fitted between ${is.between!.join(' and ')}`;
  return is.rule === was.rule ? 'its number is different' : `its layer comes from: ${is.rule}`;
}

/** Names the longest path, and what is different on it. */
function explainPath(was: Placement, is: Placement, before: LayeredSet, after: LayeredSet): string {
  const isHigher = was.layer === undefined || is.layer! > was.layer;
  const [here, there] = isHigher ? [after, before] : [before, after];
  const path = pathBelow(here, is.component.name);
  const { dependencies: others } = there;
  const shown = formatPath(path);
  const changed = path.find(name => !others.has(name));
  if (changed !== undefined) return `${shown}, and ${changed} is ${isHigher ? 'new' : 'removed'}`;
  const step = path.findIndex((name, i) => i + 1 < path.length && !needs(there, name, path[i + 1]) && needs(here, name, path[i + 1])); // prettier-ignore
  if (step === -1) return shown;
  return `${shown}, and ${path[step]} ${isHigher ? 'now depends' : 'no longer depends'} on ${path[step + 1]}`;
}

function needs({ dependencies }: LayeredSet, name: string, other: string): boolean {
  return dependencies.get(name)?.some(dependency => dependency.name === other) ?? false;
}
