/**
 * The rules of order in their simplest form, regardless of cost, for comparison.
 */
import * as fc from 'fast-check';
import type { InstallNode } from '../../lib/order/install-plan';
import type { PlanInstallOptions } from '../../lib/order/plan-install';

const NAMES = ['cert-manager', 'linkerd2', 'flagger', 'kyverno', 'jaeger', 'reloader', 'constructor', '__proto__'];

/** Nodes with different names in any order; names that they refer to may be missing, or their own. */
export const someNodes: fc.Arbitrary<InstallNode[]> = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...NAMES),
    layer: fc.option(fc.constantFrom(0, 1, 2, 10), { nil: undefined }),
    waits: fc.constantFrom(true, true, false),
    dependsOn: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
    isInStep: fc.constantFrom(true, true, false),
    independentOf: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 1 }),
    dependsOnLayers: fc.uniqueArray(fc.constantFrom(0, 1, 2, 10), { maxLength: 1 }),
  }),
  { selector: node => node.name },
);

export const someOptions: fc.Arbitrary<PlanInstallOptions> = fc.record({
  order: fc.constantFrom('layers', 'dependencies'),
  unlayered: fc.constantFrom('last', 'any'),
});

/** Names that `node` refers to, one by one or by layer, except its own. */
export function namedBy(node: InstallNode, nodes: readonly InstallNode[]): string[] {
  const isNamed = (other: InstallNode) =>
    node.dependsOn?.includes(other.name) || (other.layer !== undefined && node.dependsOnLayers?.includes(other.layer));
  return nodes.filter(other => other !== node && isNamed(other)).map(other => other.name);
}

/** Names that `node` waits for by the rule of layers. */
export function ruledBy(node: InstallNode, nodes: readonly InstallNode[], options: PlanInstallOptions): string[] {
  if (options.order === 'dependencies') return [];
  if (node.layer === undefined && (options.unlayered === 'any' || node.waits === false)) return [];
  const lower = nodes.filter(({ layer }) => layer !== undefined && layer < (node.layer ?? Infinity));
  const nearest = Math.max(...lower.map(({ layer }) => layer!));
  return lower.filter(({ layer }) => layer === nearest).map(({ name }) => name);
}

/** Names that `node` itself waits for. */
export function ownWaits(node: InstallNode, nodes: readonly InstallNode[], options: PlanInstallOptions): Set<string> {
  return new Set([...namedBy(node, nodes), ...ruledBy(node, nodes, options)]);
}

/** Names that `node` does not wait for in the way that `dependant`, which waits for it, needs. */
export function droppedFor(
  dependant: InstallNode,
  node: InstallNode,
  nodes: readonly InstallNode[],
  options: PlanInstallOptions,
): string[] {
  const own = [...ownWaits(node, nodes, options)];
  if (node.waits === false) return own;
  if (dependant.isInStep === false) return [];
  return node.isInStep === false ? own : own.filter(name => node.independentOf?.includes(name));
}
