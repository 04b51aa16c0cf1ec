/**
 * Layers that follow from dependencies: the layer of a component is the number of components on the
 * longest path below it, so that no layer is empty.
 *
 * Time and memory are linear in components and dependencies.
 */
import { findCycles } from './find-cycles';

/** Names of a path that are shown. */
const LONGEST = 12;

/** What each component depends on, by name; names that are not in it are left out. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** Layers, and why they are what they are. */
export interface ComputedLayers {
  /** By name. Absent: the component is in a cycle, or depends on one. */
  readonly layers: ReadonlyMap<string, number>;
  /** What each component is one layer above: the smallest name of its highest dependencies. */
  readonly below: ReadonlyMap<string, string>;
  /** Names that depend on each other, one cycle for each group of them, the smallest name first. */
  readonly cycles: readonly (readonly string[])[];
}

/** Computes the layers of all components in `dependencies`, in any order. */
export function computeLayers(dependencies: Dependencies): ComputedLayers {
  const names = [...dependencies.keys()].sort();
  const vertexOf = new Map(names.map((name, i) => [name, i]));
  const needs = names.map(name => [...new Set(dependencies.get(name)!.filter(other => vertexOf.has(other)))].sort());
  const layers = new Map<string, number>();
  const below = new Map<string, string>();
  const dependants: number[][] = names.map(() => []);
  const open = needs.map(({ length }) => length);
  needs.forEach((list, i) => list.forEach(name => dependants[vertexOf.get(name)!].push(i)));
  const ready = open.flatMap((count, i) => (count === 0 ? [i] : []));
  for (const vertex of ready) {
    for (const name of needs[vertex]) {
      const layer = layers.get(name)! + 1;
      if (layer <= (layers.get(names[vertex]) ?? 0)) continue;
      layers.set(names[vertex], layer);
      below.set(names[vertex], name);
    }
    if (needs[vertex].length === 0) layers.set(names[vertex], 0);
    for (const other of dependants[vertex]) if (--open[other] === 0) ready.push(other);
  }
  return { layers, below, cycles: ready.length === names.length ? [] : cyclesIn(names, needs, vertexOf) };
}

function cyclesIn(
  names: readonly string[],
  needs: readonly (readonly string[])[],
  vertexOf: ReadonlyMap<string, number>,
): string[][] {
  const steps = names.map((name, i) => ({
    name,
    dependsOn: needs[i].filter(other => other !== name),
    dependsOnLayers: [],
  }));
  const selves = names.filter((name, i) => needs[i].includes(name)).map(name => [name]);
  const others = findCycles(steps, [], vertexOf).map(cycle => cycle.map(({ name }) => name));
  return [...selves, ...others].sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

/** The longest path from `name` to a component that depends on nothing. */
export function pathBelow({ below }: Pick<ComputedLayers, 'below'>, name: string): string[] {
  const path = [name];
  for (let at = below.get(name); at !== undefined; at = below.get(at)) path.push(at);
  return path;
}

/** `flagger -> linkerd2 -> cert-manager`; the middle of a long path is left out. */
export function formatPath(path: readonly string[]): string {
  const names =
    path.length <= LONGEST ? path : [...path.slice(0, LONGEST - 2), `${path.length - LONGEST + 1} more`, path.at(-1)];
  return names.join(' -> ');
}
