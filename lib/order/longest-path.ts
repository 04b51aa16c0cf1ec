/**
 * The slowest path through a plan.
 */
import type { InstallPlan, InstallStep } from './install-plan';

/**
 * The largest sum of `weightOf` over releases that wait for each other, one after the other; cycles
 * are ignored. Steps that do not pass order on are included, so that the sum is never too small.
 *
 * Time is linear in releases and in what they name: layers are separate vertices.
 */
export function longestPath(plan: InstallPlan, weightOf: (name: string) => number): number {
  return largest([...longestPaths(plan, weightOf).values()]);
}

/** The same for the path that ends at each release, by name. */
export function longestPaths(plan: InstallPlan, weightOf: (name: string) => number): ReadonlyMap<string, number> {
  const targets = new Map<string, readonly string[]>();
  for (const { layer, members } of plan.layers) targets.set(layerKey(layer), members);
  for (const step of plan.steps) targets.set(step.name, targetsOf(plan, step));
  const weights = new Map(plan.steps.map(({ name }) => [name, weightOf(name)]));
  const sums = new Map<string, number>();
  const open = new Set<string>();
  const stack = [...targets.keys()];
  while (stack.length > 0) {
    const key = stack.at(-1)!;
    const below = targets.get(key) ?? [];
    const isNew = !sums.has(key) && !open.has(key);
    const waiting = isNew ? below.filter(target => !sums.has(target) && !open.has(target)) : [];
    if (waiting.length > 0) {
      open.add(key);
      for (const target of waiting) stack.push(target);
      continue;
    }
    stack.pop();
    if (sums.has(key)) continue;
    sums.set(key, largest(below.map(target => sums.get(target) ?? 0)) + (weights.get(key) ?? 0));
  }
  return sums;
}

/** The maximum, or 0 if there are no items. */
function largest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}

function targetsOf(plan: InstallPlan, { name, layer, dependsOn, dependsOnLayers, after }: InstallStep): string[] {
  const others = dependsOnLayers.filter(number => number !== layer).map(layerKey);
  const siblings = dependsOnLayers.includes(layer!)
    ? (plan.layers.find(rule => rule.layer === layer)?.members ?? [])
    : [];
  const all = [...dependsOn, ...others, ...siblings.filter(member => member !== name)];
  return after === undefined ? all : [...all, layerKey(after)];
}

/** Cannot be the name of a release, because names contain no spaces. */
function layerKey(layer: number): string {
  return `layer ${layer}`;
}
