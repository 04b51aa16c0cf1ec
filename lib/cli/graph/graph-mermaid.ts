/**
 * Graphs as one Mermaid flowchart, which GitHub and GitLab show in Markdown.
 */
import type { ClusterGraph, GraphNode } from '../../order/cluster-graph/cluster-graph';
import { printable } from '../terminal/printable';
import { drawLines, type DrawnLine, type LineEnd } from './drawn-lines';
import { detailOf, titleOf, titleOfColumn } from './graph-words';

/** What GitHub shows at most: the defaults of Mermaid for `maxTextSize` and `maxEdges`. */
export const MERMAID_LIMITS = { characters: 50_000, lines: 500 };

const HEAD = [
  'flowchart LR',
  '  %% thick: all releases of a layer; dotted: upgrades do not wait',
  '  classDef problem stroke:#c00,stroke-width:3px',
  '  classDef longest stroke-width:3px',
  '  classDef missing stroke-dasharray:4 4',
];

/** The flowchart, and the number of its lines between releases. */
export function formatMermaid(graphs: readonly ClusterGraph[]): { readonly text: string; readonly lines: number } {
  const drawn = graphs.map((graph, i) => formatCluster(graph, `c${i}`));
  const text = [...HEAD, ...drawn.flatMap(({ lines }) => lines)].map(line => `${line}\n`).join('');
  return { text, lines: drawn.reduce((sum, { edges }) => sum + edges, 0) };
}

function formatCluster(graph: ClusterGraph, id: string): { readonly lines: readonly string[]; readonly edges: number } {
  const { lines, junctions } = drawLines(graph);
  const byLabel = new Map(graph.nodes.map((node, i) => [node.label, { node, id: `${id}n${i}` }]));
  const idOfColumn = (column: number) => `${id}l${column}`;
  const idOf = (end: LineEnd) => {
    if (end.kind === 'release') return byLabel.get(end.label)!.id;
    if (end.kind === 'junction') return `${id}j${end.number}`;
    return idOfColumn(graph.columns.findIndex(({ layer }) => layer === end.layer));
  };
  const columns = graph.columns.flatMap((column, i) => [
    `    subgraph ${idOfColumn(i)}[${quote(titleOfColumn(column))}]`,
    ...column.ranks.flat().map(label => `      ${formatNode(byLabel.get(label)!, graph)}`),
    '    end',
  ]);
  const points = Array.from({ length: junctions }, (_, i) => `    ${id}j${i}((" "))`);
  const edges = lines.map(line => `  ${idOf(line.first)} ${arrowOf(line)} ${idOf(line.then)}`);
  const cluster = [`  subgraph ${id}[${quote(titleOf(graph))}]`, ...columns, ...points, '  end'];
  return { lines: [...cluster, ...edges], edges: edges.length };
}

function formatNode({ node, id }: { readonly node: GraphNode; readonly id: string }, graph: ClusterGraph): string {
  const classes = [
    ...(graph.problems.some(({ labels }) => labels.includes(node.label)) ? ['problem'] : []),
    ...(node.release === undefined ? ['missing'] : []),
    ...(graph.longestWay.includes(node.label) ? ['longest'] : []),
  ];
  const style = classes.length === 0 ? '' : `:::${classes[0]}`;
  return `${id}[${quote(node.label, detailOf(node))}]${style}`;
}

function arrowOf({ isThick, isInStep }: DrawnLine): string {
  if (!isInStep) return '-.->';
  return isThick ? '==>' : '-->';
}

/** Lines of text in quotes; whatever has a meaning in Mermaid or in Markdown is written by its number. */
function quote(...texts: readonly string[]): string {
  const escaped = texts.map(text =>
    printable(text).replace(/[^\p{L}\p{N} .,/()-]/gu, character => `#${character.codePointAt(0)};`),
  );
  return `"${escaped.join('<br/>')}"`;
}
