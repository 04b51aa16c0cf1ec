/**
 * The numbers of a master list: those that are declared, and those that are found between two others.
 */
import { compareText } from '../data/compare-text';
import { groupBy } from '../data/group-by';
import { compareLocations } from '../yaml/file-location';
import { type DeclaredModel, type Declaration, place } from './declared-model';
import { found, type LayerFinding } from './layer-finding';

/** The number of a component, and the neighbours that it was fitted between. */
export interface ListedNumber {
  readonly number: number;
  /** Absent: the number is declared. */
  readonly between?: readonly [string, string];
}

/** Every component that has a number. */
export interface MasterList {
  readonly numbers: ReadonlyMap<string, ListedNumber>;
  readonly findings: readonly LayerFinding[];
}

/** Reads the list of `model`; components that fit between the same two are spread evenly, sorted by name. */
export function toMasterList({ model, layers, between }: DeclaredModel): MasterList {
  if (model !== 'allocated') return { numbers: new Map(), findings: [] };
  const findings = sharedNumbers(layers);
  const numbers = new Map<string, ListedNumber>([...layers].map(([name, { value }]) => [name, { number: value }]));
  const free = new FreeNumbers([...layers.values()].map(({ value }) => value));
  const fits = [...between.values()].sort((a, b) => compareText(a.name, b.name));
  for (const same of groupBy(fits, ({ value }) => JSON.stringify(value)).values()) {
    same.forEach((fit, i) => {
      const fitted = fitIn(fit, layers, free, (i + 1) / (same.length + 1));
      if ('what' in fitted)
        findings.push(found('no-number-between', { ...fitted, components: [fit.name], location: fit.at }));
      else numbers.set(fit.name, { number: fitted.number, between: fit.value });
    });
  }
  return { numbers, findings };
}

function sharedNumbers(layers: DeclaredModel['layers']): LayerFinding[] {
  const sorted = [...layers.values()].sort((a, b) => compareLocations(a.at, b.at));
  const byNumber = groupBy(sorted, ({ value }) => value);
  return [...byNumber].flatMap(([number, [first, ...others]]) =>
    others.map(other => {
      const what = `"${other.name}" has the number ${number}, which "${first.name}" has in ${place(first.at)}`;
      const components = [first.name, other.name];
      return found('number-shared', {
        what,
        remedy: 'give one of them another number',
        components,
        location: other.at,
      });
    }),
  );
}

type Fitted = { readonly number: number } | { readonly what: string; readonly remedy: string };

function fitIn(
  { name, value }: Declaration<readonly [string, string]>,
  layers: DeclaredModel['layers'],
  free: FreeNumbers,
  share: number,
): Fitted {
  if (layers.has(name)) return { what: `"${name}" has a number, and is also fitted in`, remedy: 'keep one of the two' };
  const missing = value.filter(neighbour => !layers.has(neighbour));
  if (missing.length > 0) {
    const what = `"${name}" is between ${value.join(' and ')}, and the list has no "${missing.join('" and no "')}"`;
    return { what, remedy: 'name two components that have numbers' };
  }
  const [low, high] = value.map(neighbour => layers.get(neighbour)!.value);
  const ends = `${value[0]} (${low}) and ${value[1]} (${high})`;
  if (low >= high) return { what: `"${name}" is between ${ends}`, remedy: 'write the lower one first' };
  const number = free.take(low, high, share);
  if (number !== undefined) return { number };
  return { what: `no number is free for "${name}" between ${ends}`, remedy: 'move one of the two' };
}

/** Numbers that no component has; time is almost linear in those that are taken. */
class FreeNumbers {
  /** For a number that is taken, one from which on the next free one is found. */
  private readonly next = new Map<number, number>();

  constructor(taken: readonly number[]) {
    for (const number of taken) this.next.set(number, number + 1);
  }

  /** Takes the first free number from the given share of the way on, or else from the beginning. */
  take(low: number, high: number, share: number): number | undefined {
    const start = Math.min(Math.max(low + 1, Math.floor(low + (high - low) * share)), high);
    const wanted = this.from(start);
    const number = wanted < high ? wanted : this.from(low + 1);
    if (number >= high) return undefined;
    this.next.set(number, number + 1);
    return number;
  }

  private from(start: number): number {
    let end = start;
    for (let to = this.next.get(end); to !== undefined; to = this.next.get(end)) end = to;
    for (let at = start; at !== end;) {
      const to = this.next.get(at)!;
      this.next.set(at, end);
      at = to;
    }
    return end;
  }
}
