/**
 * In which column of the graph each release is: that of its layer. Without a layer, it is before
 * the lowest layer that needs it, or at the end.
 */
import { groupBy } from '../../model/data/group-by';
import { installWaves } from '../install-waves';
import type { GraphColumn } from './cluster-graph';

/** A release, and what it waits for. */
export interface PlacedNode {
  readonly label: string;
  readonly layer?: number;
  /** Labels; those that are not among the nodes are ignored. */
  readonly waitsFor: readonly string[];
  /** Labels of what has to be placed before it. @default waitsFor */
  readonly needs?: readonly string[];
}

/** Columns in the order of installation; the labels in each rank are sorted. */
export function placeColumns(nodes: readonly PlacedNode[]): GraphColumn[] {
  const needed = neededLayers(nodes);
  const stageOf = ({ label, layer }: PlacedNode) => (layer === undefined ? needed.get(label)! - 0.5 : layer);
  const stages = [...groupBy(nodes, stageOf)].sort(([a], [b]) => (a === b ? 0 : a - b));
  return stages.map(([stage, members]) => ({
    ...(Number.isInteger(stage) && { layer: stage }),
    ranks: rankMembers(members),
  }));
}

/** The lowest layer that needs each node, its own or that of a dependant; Infinity if there is none. */
function neededLayers(nodes: readonly PlacedNode[]): ReadonlyMap<string, number> {
  const byLabel = new Map(nodes.map(node => [node.label, node]));
  const needed = new Map<string, number>();
  // lowest first, so that the first visit of a node is final
  const layered = nodes.filter(({ layer }) => layer !== undefined).sort((a, b) => a.layer! - b.layer!);
  for (const { label, layer } of layered) {
    const open = needed.has(label) ? [] : [label];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (needed.has(next)) continue;
      needed.set(next, layer!);
      const node = byLabel.get(next);
      open.push(...(node?.needs ?? node?.waitsFor ?? []));
    }
  }
  return new Map(nodes.map(({ label }) => [label, needed.get(label) ?? Infinity]));
}

/** Ranks by waves; what is in a cycle, or waits for one, is in the last. */
function rankMembers(members: readonly PlacedNode[]): string[][] {
  const waves = installWaves(new Map(members.map(({ label, waitsFor }) => [label, waitsFor])));
  const ranks = groupBy(
    members.map(({ label }) => label),
    label => waves.get(label)!,
  );
  return [...ranks].sort(([a], [b]) => (a === b ? 0 : a - b)).map(([, labels]) => labels.sort());
}
