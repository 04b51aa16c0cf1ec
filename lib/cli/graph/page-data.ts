/**
 * What the program of the page knows of each cluster. Releases are numbers: their places in
 * `nodes` of the graph.
 */
import type { ClusterGraph } from '../../order/cluster-graph/cluster-graph';
import { printable } from '../terminal/printable';
import { detailOf, titleOf, titleOfColumn } from './graph-words';

/** In short, because there can be thousands. */
export function pageData(graph: ClusterGraph): object {
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
      };
    }),
    edges: graph.edges.map(({ from, to, reason, isInStep }) => {
      return [numbers.get(from), numbers.get(to), reason === 'named' ? 1 : 0, isInStep ? 1 : 0];
    }),
    bundles: graph.bundles.map(({ from, to, fromLayer, toLayer, reason, notInStep }) => {
      const ends = { fromColumn: columnOf(fromLayer), toColumn: columnOf(toLayer) };
      return {
        from: numbersOf(from),
        to: numbersOf(to),
        ...ends,
        isNamed: reason === 'named',
        gaps: numbersOf(notInStep),
      };
    }),
    way: numbersOf(graph.longestWay),
  };
}
