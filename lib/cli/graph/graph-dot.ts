/**
 * Graphs as one graph in the language of Graphviz.
 */
import type { ReleaseChangeKind } from '../../changes/change';
import type { ClusterGraph, GraphNode, LineChange } from '../../order/cluster-graph/cluster-graph';
import { printable } from '../terminal/printable';
import type { ComparedGraph } from './drawn-graph';
import { drawLines, type DrawnLine, type LineEnd } from './drawn-lines';
import { comparedTitle, LINE_CHANGES, linesOf, markedLabels, titleOfColumn } from './graph-words';

const HEAD = [
  '  // thick: all releases of a layer; dashed: upgrades do not wait',
  '  graph [rankdir=LR, compound=true, fontname="sans-serif"];',
  '  node [shape=box, fontname="sans-serif"];',
];

/** For `dot -Tsvg`; with the comment `about`. */
export function formatDot(graphs: readonly ComparedGraph[], about?: string): string {
  const head = about === undefined ? HEAD : [`  // ${printable(about)}`, ...HEAD];
  const lines = ['digraph releases {', ...head, ...graphs.flatMap((graph, i) => formatCluster(graph, `c${i}`)), '}'];
  return lines.map(line => `${line}\n`).join('');
}

function formatCluster(graph: ComparedGraph, id: string): string[] {
  const { lines, junctions } = drawLines(graph);
  const ids = new Map(graph.nodes.map(({ label }, i) => [label, `${id}n${i}`]));
  const byLabel = new Map(graph.nodes.map(node => [node.label, node]));
  const marked = markedLabels(graph);
  const columns = graph.columns.flatMap((column, i) => [
    `    subgraph cluster_${id}l${i} {`,
    `      label=${quote(titleOfColumn(column))};`,
    ...column.ranks.flat().map(label => `      ${ids.get(label)} ${formatNode(byLabel.get(label)!, graph, marked)};`),
    '    }',
  ]);
  const points = Array.from({ length: junctions }, (_, i) => `    ${id}j${i} [shape=point, label=""];`);
  const place = (end: LineEnd) => placeOf(end, graph, { id, ids });
  return [
    `  subgraph cluster_${id} {`,
    `    label=${quote(comparedTitle(graph))};`,
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

function formatLine({ first, then, isThick, isInStep, change }: DrawnLine, place: (end: LineEnd) => Place): string {
  const [tail, head] = [place(first), place(then)];
  const attributes = [
    ...(tail.box === undefined ? [] : [`ltail=${tail.box}`]),
    ...(head.box === undefined ? [] : [`lhead=${head.box}`]),
    ...(isThick ? ['penwidth=3'] : []),
    ...(isInStep || change === 'removed' ? [] : ['style=dashed']),
    ...(change === undefined ? [] : [`label="${LINE_CHANGES[change]}"`, ...LINE_STYLES[change]]),
  ];
  return `  ${tail.node} -> ${head.node}${attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`};`;
}

const LINE_STYLES: { readonly [K in LineChange]: readonly string[] } = {
  added: ['color="#1a7f37"'],
  removed: ['color="#cf222e"', 'style=dotted'],
};

function formatNode(node: GraphNode, graph: ComparedGraph, { wrong, way }: ReturnType<typeof markedLabels>): string {
  const { label } = node;
  const kind = graph.comparison?.releases.get(label)?.kind;
  const colour = wrong.has(label) ? 'red' : kind && `"${COLOURS[kind] ?? CHANGED}"`;
  const isDashed = node.release === undefined || node.isGone === true;
  const style = isDashed ? 'dashed' : kind !== undefined && kind !== 'waits' ? 'bold' : undefined;
  const attributes = [
    `label=${quote(...linesOf(node, graph))}`,
    ...(colour === undefined ? [] : [`color=${colour}`]),
    ...(way.has(label) ? ['penwidth=3'] : []),
    ...(style === undefined ? [] : [`style=${style}`]),
  ];
  return `[${attributes.join(', ')}]`;
}

const COLOURS: { readonly [K in ReleaseChangeKind]?: string } = {
  added: '#1a7f37',
  removed: '#cf222e',
  waits: '#8250df',
};
const CHANGED = '#0969da';

/** Lines of text in quotes. Graphviz reads escapes and HTML entities in them. */
function quote(...texts: readonly string[]): string {
  const escaped = texts.map(text => printable(text).replace(/["\\]/g, '\\$&').replace(/&/g, '&amp;'));
  return `"${escaped.join('\\n')}"`;
}
