/**
 * What the program of the page knows of each cluster. Releases are numbers: their places in
 * `nodes` of the graph.
 */
import type { ReleaseChange } from '../../changes/change';
import type { LineChange } from '../../order/cluster-graph/cluster-graph';
import { describeEffect } from '../diff/change-words';
import { printable } from '../terminal/printable';
import { describeChange, isChanged } from './changed-words';
import type { ComparedGraph } from './drawn-graph';
import { detailOf, titleOf, titleOfColumn } from './graph-words';

/** In short, because there can be thousands. */
export function pageData(graph: ComparedGraph): object {
  const numbers = new Map(graph.nodes.map(({ label }, i) => [label, i]));
  const numbersOf = (labels: readonly string[]) => labels.map(label => numbers.get(label)!);
  const columnOf = (layer: number | undefined) =>
    layer === undefined ? -1 : graph.columns.findIndex(column => column.layer === layer);
  const columns = new Map(graph.columns.flatMap((column, i) => column.ranks.flat().map(label => [label, i])));
  return {
    name: printable(titleOf(graph)),
    columns: graph.columns.map(titleOfColumn),
    nodes: graph.nodes.map(node => {
      const { file, line } = node.release?.location ?? {};
      return {
        label: printable(node.label),
        detail: printable(detailOf(node)),
        column: columns.get(node.label),
        ...(file !== undefined && { place: printable(`${file}:${line}`) }),
        ...(node.isGone === true && { isGone: true }),
        ...changeOf(graph.comparison?.releases.get(node.label)),
      };
    }),
    edges: graph.edges.map(({ from, to, reason, isInStep, change }) => {
      const edge = [numbers.get(from), numbers.get(to), reason === 'named' ? 1 : 0, isInStep ? 1 : 0];
      return change === undefined ? edge : [...edge, LINES[change]];
    }),
    bundles: graph.bundles.map(({ from, to, fromLayer, toLayer, reason, notInStep, change }) => {
      const ends = { fromColumn: columnOf(fromLayer), toColumn: columnOf(toLayer) };
      return {
        from: numbersOf(from),
        to: numbersOf(to),
        ...ends,
        isNamed: reason === 'named',
        gaps: numbersOf(notInStep),
        ...(change !== undefined && { change: LINES[change] }),
      };
    }),
    way: numbersOf(graph.longestWay),
  };
}

const LINES: { readonly [K in LineChange]: number } = { added: 1, removed: 2 };

function changeOf(change: ReleaseChange | undefined) {
  if (change === undefined) return {};
  const words = [describeChange(change), ...change.effects.filter(({ kind }) => kind !== 'pruned').map(describeEffect)];
  return { change: words.map(printable), ...(isChanged(change) && { isChanged: true }) };
}
