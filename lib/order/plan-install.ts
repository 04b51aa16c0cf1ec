/**
 * Turns nodes and their layers into an install plan.
 *
 * Time and memory are linear in nodes, layers and named dependencies (except for one sort): the
 * rule of a layer is stored once, no matter how many releases follow it.
 */
import { compareText } from '../model/data/compare-text';
import type { Problem } from '../model/problem';
import { findCycles } from './find-cycles';
import type { InstallNode, InstallOrder, InstallPlan, InstallStep, LayerRule, UnlayeredOrder } from './install-plan';

/** How to order. */
export interface PlanInstallOptions {
  /** @default 'layers' */
  readonly order?: InstallOrder;
  /** @default 'last' */
  readonly unlayered?: UnlayeredOrder;
}

const NOTHING: readonly never[] = Object.freeze([]);

/** Plans `nodes`, in any order; reports every missing, self, duplicate and cyclic dependency. */
export function planInstall(nodes: readonly InstallNode[], options: PlanInstallOptions = {}): InstallPlan {
  const problems: Problem[] = [];
  const sorted = nodes.map(withSoundLayer).sort(byLayerThenName);
  const { unique, vertexOf } = keepFirst(sorted, problems);
  const layers = layerRules(unique, options.order);
  const after = waitsForLayer(layers, options);
  for (const node of sorted) findUnsound(node, vertexOf, problems);
  const steps = unique.map(node => toStep(node, after(node), vertexOf));
  for (const cycle of findCycles(steps, layers, vertexOf)) {
    const first = unique[vertexOf.get(cycle[0].name)!];
    problems.push({ kind: 'cycle', path: first.path, steps: cycle });
  }
  return { steps, layers, problems };
}

/** Removes a layer that is not a whole number from 0; it is reported elsewhere. */
function withSoundLayer(node: InstallNode): InstallNode {
  const isSound = node.layer === undefined || (Number.isSafeInteger(node.layer) && node.layer >= 0);
  return isSound ? node : { ...node, layer: undefined };
}

/** Orders by layer, then by name; nodes without a layer come last. Duplicates are ordered by path. */
export function byLayerThenName(a: InstallNode, b: InstallNode): number {
  if (a.layer !== b.layer) return (a.layer ?? Infinity) - (b.layer ?? Infinity);
  return compareText(a.name, b.name) || compareText(a.path ?? '', b.path ?? '');
}

/** The first node of each name and its position; several nodes with one name are a problem. */
function keepFirst(nodes: readonly InstallNode[], problems: Problem[]) {
  const vertexOf = new Map<string, number>();
  for (const node of nodes) if (!vertexOf.has(node.name)) vertexOf.set(node.name, vertexOf.size);
  if (vertexOf.size === nodes.length) return { unique: nodes, vertexOf };

  const paths = new Map<string, string[]>([...vertexOf.keys()].map(name => [name, []]));
  for (const node of nodes) paths.get(node.name)!.push(node.path ?? node.name);
  for (const [name, found] of paths) {
    if (found.length > 1) problems.push({ kind: 'duplicate-subscription', name, paths: found.sort(), path: found[0] });
  }
  const seen = new Set<string>();
  return { unique: nodes.filter(node => !seen.has(node.name) && seen.add(node.name)), vertexOf };
}

/** One rule for each layer that has members; `nodes` are sorted by layer, then name. */
function layerRules(nodes: readonly InstallNode[], order: InstallOrder = 'layers'): LayerRule[] {
  const rules: { layer: number; members: string[]; after?: number; isOpen: boolean }[] = [];
  for (const node of nodes) {
    const { layer, name } = node;
    if (layer === undefined) break;
    let rule = rules.at(-1);
    if (rule?.layer !== layer) {
      rule = { layer, members: [], after: order === 'layers' ? rule?.layer : undefined, isOpen: false };
      rules.push(rule);
    }
    rule.members.push(name);
    if (!carriesOrder(node)) rule.isOpen = true;
  }
  return rules;
}

/** Whether dependants can rely on `node` to wait for everything that it should. */
function carriesOrder({ waits, isInStep, independentOf = NOTHING }: InstallNode): boolean {
  return waits !== false && isInStep !== false && independentOf.length === 0;
}

/**
 * The layer that a node waits for because of its own layer. A node that is made elsewhere and has
 * no layer waits for none.
 */
function waitsForLayer(layers: readonly LayerRule[], options: PlanInstallOptions) {
  const after = new Map(layers.map(rule => [rule.layer, rule.after]));
  const last = options.unlayered === 'any' ? undefined : layers.at(-1)?.layer;
  if (options.order === 'dependencies') return () => undefined;
  return ({ layer, waits }: InstallNode) => {
    if (layer !== undefined) return after.get(layer);
    return waits === false ? undefined : last;
  };
}

/** Adds to `problems` the names in `node` that it cannot wait for. */
function findUnsound({ name, path, dependsOn }: InstallNode, known: ReadonlyMap<string, number>, problems: Problem[]) {
  for (const to of dependsOn ?? NOTHING) {
    if (to === name) problems.push({ kind: 'self-dependency', name, path });
    else if (!known.has(to)) problems.push({ kind: 'missing-dependency', from: name, to, path });
  }
}

function toStep(node: InstallNode, after: number | undefined, known: ReadonlyMap<string, number>): InstallStep {
  const { name, layer, waits = true, dependsOn = NOTHING, dependsOnLayers = NOTHING } = node;
  const isSound = (to: string) => to !== name && known.has(to);
  const sound = dependsOn.every(isSound) ? dependsOn : dependsOn.filter(isSound);
  return {
    name,
    layer,
    waits,
    isInStep: waits && node.isInStep !== false,
    dependsOn: sortedSet(sound),
    dependsOnLayers: sortedSet(dependsOnLayers),
    independentOf: sortedSet(node.independentOf ?? NOTHING),
    hasForeignValues: node.hasForeignValues === true,
    after,
  };
}

/** Removes duplicates and sorts in ascending order. */
function sortedSet<T extends string | number>(items: readonly T[]): readonly T[] {
  if (items.length < 2) return items;
  return [...new Set(items)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
