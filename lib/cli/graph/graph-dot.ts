/**
 * Graphs as one graph in the language of Graphviz.
 */
import type { ClusterGraph, GraphNode } from '../../order/cluster-graph/cluster-graph';
import { printable } from '../terminal/printable';
import { drawLines, type DrawnLine, type LineEnd } from './drawn-lines';
import { detailOf, titleOf, titleOfColumn } from './graph-words';

const HEAD = [
  '  // thick: all releases of a layer; dashed: upgrades do not wait',
  '  graph [rankdir=LR, compound=true, fontname="sans-serif"];',
  '  node [shape=box, fontname="sans-serif"];',
];

/** For `dot -Tsvg`. */
export function formatDot(graphs: readonly ClusterGraph[]): string {
  const lines = ['digraph releases {', ...HEAD, ...graphs.flatMap((graph, i) => formatCluster(graph, `c${i}`)), '}'];
  return lines.map(line => `${line}\n`).join('');
}

function formatCluster(graph: ClusterGraph, id: string): string[] {
  const { lines, junctions } = drawLines(graph);
  const ids = new Map(graph.nodes.map(({ label }, i) => [label, `${id}n${i}`]));
  const byLabel = new Map(graph.nodes.map(node => [node.label, node]));
  const columns = graph.columns.flatMap((column, i) => [
    `    subgraph cluster_${id}l${i} {`,
    `      label=${quote(titleOfColumn(column))};`,
    ...column.ranks.flat().map(label => `      ${ids.get(label)} ${formatNode(byLabel.get(label)!, graph)};`),
    '    }',
  ]);
  const points = Array.from({ length: junctions }, (_, i) => `    ${id}j${i} [shape=point, label=""];`);
  const place = (end: LineEnd) => placeOf(end, graph, { id, ids });
  return [
    `  subgraph cluster_${id} {`,
    `    label=${quote(titleOf(graph))};`,
    ...columns,
    ...points,
    '  }',
    ...lines.map(line => formatLine(line, place)),
  ];
}

/** A node; for a layer, one of its nodes, and the box around them. */
interface Place {
  readonly node: string;
  readonly box?: string;
}

interface Ids {
  readonly id: string;
  readonly ids: ReadonlyMap<string, string>;
}

function placeOf(end: LineEnd, { columns }: ClusterGraph, { id, ids }: Ids): Place {
  if (end.kind === 'release') return { node: ids.get(end.label)! };
  if (end.kind === 'junction') return { node: `${id}j${end.number}` };
  const column = columns.findIndex(({ layer }) => layer === end.layer);
  const labels = columns[column].ranks.flat();
  return { node: ids.get(labels[Math.floor(labels.length / 2)])!, box: `cluster_${id}l${column}` };
}

function formatLine({ first, then, isThick, isInStep }: DrawnLine, place: (end: LineEnd) => Place): string {
  const [tail, head] = [place(first), place(then)];
  const attributes = [
    ...(tail.box === undefined ? [] : [`ltail=${tail.box}`]),
    ...(head.box === undefined ? [] : [`lhead=${head.box}`]),
    ...(isThick ? ['penwidth=3'] : []),
    ...(isInStep ? [] : ['style=dashed']),
  ];
  return `  ${tail.node} -> ${head.node}${attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`};`;
}

function formatNode(node: GraphNode, graph: ClusterGraph): string {
  const attributes = [
    `label=${quote(node.label, detailOf(node))}`,
    ...(graph.problems.some(({ labels }) => labels.includes(node.label)) ? ['color=red'] : []),
    ...(graph.longestWay.includes(node.label) ? ['penwidth=3'] : []),
    ...(node.release === undefined ? ['style=dashed'] : []),
  ];
  return `[${attributes.join(', ')}]`;
}

/** Lines of text in quotes. Graphviz reads escapes and HTML entities in them. */
function quote(...texts: readonly string[]): string {
  const escaped = texts.map(text => printable(text).replace(/["\\]/g, '\\$&').replace(/&/g, '&amp;'));
  return `"${escaped.join('\\n')}"`;
}
