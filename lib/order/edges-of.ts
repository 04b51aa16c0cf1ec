/**
 * The edges of one step, enumerated from the plan's rules.
 *
 * What does not wait carries no order: its dependants also wait for what it would
 * have waited for.
 */
import type { InstallEdge, InstallPlan, InstallStep, LayerRule } from './install-plan';

interface PlanIndex {
  readonly steps: ReadonlyMap<string, InstallStep>;
  readonly layers: ReadonlyMap<number, LayerRule>;
}

/** A plan never changes, so that its index is made once. */
const INDEXES = new WeakMap<InstallPlan, PlanIndex>();

/** The step called `name`; `undefined` when there is none. */
export function tryStep(plan: InstallPlan, name: string): InstallStep | undefined {
  return indexOf(plan).steps.get(name);
}

/** What `step` waits for, sorted by name, each once; what is named counts as named. */
export function edgesOf(plan: InstallPlan, step: InstallStep): InstallEdge[] {
  if (!step.waits) return [];
  const edges = new Map<string, InstallEdge>();
  const add = (to: string, reason: InstallEdge['reason'], via?: string) => {
    if (to === step.name || edges.has(to)) return;
    edges.set(to, { from: step.name, to, reason, ...(via !== undefined && { via }) });
  };
  collect(indexOf(plan), step, add, undefined, new Set([step.name]));
  return [...edges.values()].sort((a, b) => (a.to < b.to ? -1 : 1));
}

type AddEdge = (to: string, reason: InstallEdge['reason'], via?: string) => void;

function collect(plan: PlanIndex, step: InstallStep, add: AddEdge, via: string | undefined, seen: Set<string>): void {
  for (const to of step.dependsOn) add(to, 'named', via);
  for (const layer of step.dependsOnLayers)
    for (const to of plan.layers.get(layer)?.members ?? []) add(to, 'named', via);
  for (const to of step.dependsOn) passThrough(plan, plan.steps.get(to), add, seen);
  for (const layer of step.dependsOnLayers) passThroughLayer(plan, plan.layers.get(layer), add, seen);
  addLayer(plan, step.after, add, via, seen);
}

/** Every member of `layer`, and what its members made elsewhere should have waited for. */
function addLayer(
  plan: PlanIndex,
  layer: number | undefined,
  add: AddEdge,
  via: string | undefined,
  seen: Set<string>,
): void {
  const rule = layer === undefined ? undefined : plan.layers.get(layer);
  if (rule === undefined) return;
  for (const to of rule.members) add(to, rule.layer, via);
  passThroughLayer(plan, rule, add, seen);
}

function passThroughLayer(plan: PlanIndex, rule: LayerRule | undefined, add: AddEdge, seen: Set<string>): void {
  if (!rule?.isOpen) return;
  for (const name of rule.members) passThrough(plan, plan.steps.get(name), add, seen);
}

function passThrough(plan: PlanIndex, step: InstallStep | undefined, add: AddEdge, seen: Set<string>): void {
  if (step === undefined || step.waits || seen.has(step.name)) return;
  seen.add(step.name);
  collect(plan, step, add, step.name, seen);
}

function indexOf(plan: InstallPlan): PlanIndex {
  const found = INDEXES.get(plan);
  if (found !== undefined) return found;
  const index = {
    steps: new Map(plan.steps.map(step => [step.name, step])),
    layers: new Map(plan.layers.map(rule => [rule.layer, rule])),
  };
  INDEXES.set(plan, index);
  return index;
}
