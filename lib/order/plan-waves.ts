/**
 * The waves of a plan: how many releases are below each one, on its longest path.
 */
import type { InstallPlan } from './install-plan';
import { longestPaths } from './longest-path';

/**
 * Names of the releases of each wave, sorted: those in wave 0 wait for nothing, and all others for at least one of the
 * wave before. The plan must not contain cycles.
 */
export function wavesOf(plan: InstallPlan): readonly (readonly string[])[] {
  const waves: string[][] = [];
  const lengths = longestPaths(plan, () => 1);
  for (const { name } of plan.steps) (waves[lengths.get(name)! - 1] ??= []).push(name);
  for (const names of waves) names.sort();
  return waves;
}
