/**
 * The edges of one step, enumerated from the rules of the plan.
 *
 * A step that does not wait, or not in lockstep, does not pass order on: its dependants also wait
 * for what it would have waited for.
 */
import type { InstallEdge, InstallPlan, InstallStep, LayerRule, StepGap } from './install-plan';

interface PlanIndex {
  readonly steps: ReadonlyMap<string, InstallStep>;
  readonly layers: ReadonlyMap<number, LayerRule>;
}

/** Plans are immutable, so the index of each is created once. */
const INDEXES = new WeakMap<InstallPlan, PlanIndex>();

/** The step called `name`; `undefined` if there is none. */
export function tryStep(plan: InstallPlan, name: string): InstallStep | undefined {
  return indexOf(plan).steps.get(name);
}

/**
 * What `step` of `plan` waits for, sorted by name, without duplicates; if a release is both named
 * and in the layer, the reason is `named`.
 */
export function edgesOf(plan: InstallPlan, step: InstallStep): InstallEdge[] {
  if (!step.waits) return [];
  const index = indexOf(plan);
  const edges = new Map<string, InstallEdge>();
  // the step, then those that do not pass order on, nearest first
  const carriers = new Set([step]);
  for (const carrier of carriers) {
    for (const { to, reason, isOpen } of waitsOf(index, carrier)) {
      if (carrier !== step && !dropsFor(step, carrier, to)) continue;
      const target = index.steps.get(to);
      if (to === step.name || target === undefined) continue;
      if (!edges.has(to)) edges.set(to, toEdge(step, target, reason, carrier));
      if (isOpen && !carriesAll(step, target)) carriers.add(target);
    }
  }
  return [...edges.values()].sort((a, b) => (a.to < b.to ? -1 : 1));
}

/** Whether `step` can rely on `target` to wait for everything that matters to `step`. */
function carriesAll(step: InstallStep, target: InstallStep): boolean {
  return target.waits && (!step.isInStep || (target.isInStep && target.independentOf.length === 0));
}

/** Whether `carrier` does not wait for `to` in the way that `step` needs. */
function dropsFor(step: InstallStep, carrier: InstallStep, to: string): boolean {
  return !carrier.waits || (step.isInStep && (!carrier.isInStep || carrier.independentOf.includes(to)));
}

function toEdge(
  step: InstallStep,
  target: InstallStep,
  reason: InstallEdge['reason'],
  carrier: InstallStep,
): InstallEdge {
  const notInStep = gapOf(step, target);
  return {
    from: step.name,
    to: target.name,
    reason,
    ...(carrier !== step && { via: carrier.name }),
    ...(notInStep !== undefined && { notInStep }),
  };
}

function gapOf(step: InstallStep, target: InstallStep): StepGap | undefined {
  if (!target.waits) return 'made elsewhere';
  if (!step.isInStep || step.independentOf.includes(target.name)) return 'switched off';
  return target.hasForeignValues ? 'values from elsewhere' : undefined;
}

interface Wait {
  readonly to: string;
  readonly reason: InstallEdge['reason'];
  /** Whether `to` may not pass order on. */
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
