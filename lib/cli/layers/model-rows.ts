/**
 * A model of layers as rows: number, categories, components, and the numbers that are free above.
 */
import { groupBy } from '../../model/data/group-by';
import type { DeclaredModel } from '../../model/layers/declared-model';
import type { Placement } from '../../model/layers/placement';
import { formatPath, pathBelow } from '../../order/computed-layers';
import type { LayeredSet } from '../../order/layered-set';

/** One layer. */
export interface ModelRow {
  /** Absent: components without a layer. */
  readonly number?: number;
  readonly categories: readonly string[];
  readonly components: readonly string[];
  /** `1 to 19`, or `31 and above` for the last. Absent: no number is free, or numbers are computed. */
  readonly free?: string;
}

/** The layers of `set` and of what `model` declares, ascending; components without a layer come last. */
export function modelRows(model: DeclaredModel, { placements }: LayeredSet): ModelRow[] {
  const members = groupBy(placements, ({ layer }) => layer);
  const declared = groupBy(model.numbers.values(), ({ value }) => value);
  const numbers = [...new Set([...members.keys(), ...declared.keys()])].sort((a = Infinity, b = Infinity) => a - b);
  return numbers.map((number, i) => {
    const some = members.get(number) ?? [];
    const categories =
      model.model === 'category' && number !== undefined
        ? (declared.get(number) ?? []).map(({ name }) => name)
        : some.flatMap(({ category }) => category ?? []);
    const hasFree = number !== undefined && model.model !== 'minimal';
    return {
      ...(number !== undefined && { number }),
      categories: [...new Set(categories)].sort(),
      components: some.map(({ component }) => component.name),
      ...(hasFree && { free: freeBetween(number, numbers[i + 1]) }),
    };
  });
}

function freeBetween(low: number, high: number | undefined): string | undefined {
  if (high === undefined) return `${low + 1} and above`;
  if (high - low < 2) return undefined;
  return high - low === 2 ? String(low + 1) : `${low + 1} to ${high - 1}`;
}

/** Why a component is in its layer: `flagger -> linkerd2 -> cert-manager`. */
export function formatRule({ component, rule, category, between }: Placement, set: LayeredSet): string {
  if (rule === 'longest path' && !set.below.has(component.name)) return 'depends on nothing';
  if (rule === 'longest path') return formatPath(pathBelow(set, component.name));
  if (rule === 'category') return `category "${category}"`;
  if (rule === 'between') return `between ${between!.join(' and ')}`;
  if (rule === 'declared') return 'file of layers';
  return rule === 'none' ? 'no rule gives it a layer' : rule;
}

/** A row in JSON and YAML. */
export function rowToData({ number, categories, components, free }: ModelRow): object {
  return { layer: number ?? null, categories, components, free: free ?? null };
}

/** A component in JSON and YAML. */
export function placementToData(placement: Placement, set: LayeredSet): object {
  const { component, layer, category, rule } = placement;
  return {
    name: component.name,
    layer: layer ?? null,
    category: category ?? null,
    rule,
    why: formatRule(placement, set),
  };
}
