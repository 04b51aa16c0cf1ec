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
  const index = indexOf(plan);
  const edges = new Map<string, InstallEdge>();
  // the step, then who was made elsewhere, nearest first
  const carriers = new Set([step]);
  for (const carrier of carriers) {
    const via = carrier === step ? undefined : carrier.name;
    for (const { to, reason, isOpen } of waitsOf(index, carrier)) {
      if (to !== step.name && !edges.has(to)) {
        edges.set(to, { from: step.name, to, reason, ...(via !== undefined && { via }) });
      }
      const target = isOpen ? index.steps.get(to) : undefined;
      if (target?.waits === false) carriers.add(target);
    }
  }
  return [...edges.values()].sort((a, b) => (a.to < b.to ? -1 : 1));
}

interface Wait {
  readonly to: string;
  readonly reason: InstallEdge['reason'];
  /** Whether `to` may have been made elsewhere. */
  readonly isOpen: boolean;
}

/** What `step` itself waits for: what it names, the layers it names, the layer of its rule. */
function* waitsOf(plan: PlanIndex, step: InstallStep): Iterable<Wait> {
  for (const to of step.dependsOn) yield { to, reason: 'named', isOpen: true };
  for (const layer of step.dependsOnLayers) yield* waitsOfLayer(plan.layers.get(layer), 'named');
  if (step.after !== undefined) yield* waitsOfLayer(plan.layers.get(step.after), step.after);
}

function* waitsOfLayer(rule: LayerRule | undefined, reason: InstallEdge['reason']): Iterable<Wait> {
  for (const to of rule?.members ?? []) yield { to, reason, isOpen: rule!.isOpen };
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
