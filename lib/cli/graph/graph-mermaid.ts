/**
 * Graphs as one Mermaid flowchart, which GitHub and GitLab show in Markdown.
 */
import type { ReleaseChangeKind } from '../../changes/change';
import { groupBy } from '../../model/data/group-by';
import { printable } from '../terminal/printable';
import type { ComparedGraph } from './drawn-graph';
import { drawLines, type DrawnLine, type LineEnd } from './drawn-lines';
import { comparedTitle, LINE_CHANGES, linesOf, markedLabels, titleOfColumn } from './graph-words';

/** What GitHub shows at most: the defaults of Mermaid for `maxTextSize` and `maxEdges`. */
export const MERMAID_LIMITS = { characters: 50_000, lines: 500 };

const HEAD = [
  'flowchart LR',
  '  %% thick: all releases of a layer; dotted: upgrades do not wait',
  '  classDef problem stroke:#c00,stroke-width:3px',
  '  classDef longest stroke-width:3px',
  '  classDef missing stroke-dasharray:4 4',
];

/** Further classes, if graphs are compared. */
const CHANGES = [
  '  classDef added stroke:#1a7f37,stroke-width:3px',
  '  classDef removed stroke:#cf222e,stroke-dasharray:2 4',
  '  classDef changed stroke:#0969da,stroke-width:3px',
  '  classDef waits stroke:#8250df',
];

/** The flowchart, after the comment `about`; and the number of its lines between releases. */
export function formatMermaid(
  graphs: readonly ComparedGraph[],
  about?: string,
): { readonly text: string; readonly lines: number } {
  const drawn = graphs.map((graph, i) => formatCluster(graph, `c${i}`));
  const head = about === undefined ? HEAD : [HEAD[0], `  %% ${inComment(about)}`, ...HEAD.slice(1), ...CHANGES];
  const text = [...head, ...drawn.flatMap(({ lines }) => lines)].map(line => `${line}\n`).join('');
  return { text, lines: drawn.reduce((sum, { edges }) => sum + edges, 0) };
}

function formatCluster(
  graph: ComparedGraph,
  id: string,
): { readonly lines: readonly string[]; readonly edges: number } {
  const { lines, junctions } = drawLines(graph);
  const { wrong, way } = markedLabels(graph);
  const ids = new Map(graph.nodes.map(({ label }, i) => [label, `${id}n${i}`]));
  const byLabel = new Map(graph.nodes.map(node => [node.label, node]));
  const idOfColumn = (column: number) => `${id}l${column}`;
  const idOf = (end: LineEnd) => {
    if (end.kind === 'release') return ids.get(end.label)!;
    if (end.kind === 'junction') return `${id}j${end.number}`;
    return idOfColumn(graph.columns.findIndex(({ layer }) => layer === end.layer));
  };
  const formatNode = (label: string) => {
    const node = byLabel.get(label)!;
    const classes = [
      ...(wrong.has(label) ? ['problem'] : []),
      ...(node.release === undefined ? ['missing'] : []),
      ...(way.has(label) ? ['longest'] : []),
    ];
    return `${ids.get(label)}[${quote(...linesOf(node, graph))}]${classes.length === 0 ? '' : `:::${classes[0]}`}`;
  };
  const columns = graph.columns.flatMap((column, i) => [
    `    subgraph ${idOfColumn(i)}[${quote(titleOfColumn(column))}]`,
    ...column.ranks.flat().map(label => `      ${formatNode(label)}`),
    '    end',
  ]);
  const points = Array.from({ length: junctions }, (_, i) => `    ${id}j${i}((" "))`);
  const edges = lines.map(line => `  ${idOf(line.first)} ${arrowOf(line)} ${idOf(line.then)}`);
  const cluster = [`  subgraph ${id}[${quote(comparedTitle(graph))}]`, ...columns, ...points, '  end'];
  return { lines: [...cluster, ...edges, ...formatClasses(graph, ids)], edges: edges.length };
}

/** Classes for what happens to releases; they are added to those of the nodes. */
function formatClasses({ nodes, comparison }: ComparedGraph, ids: ReadonlyMap<string, string>): string[] {
  const changed = nodes.flatMap(({ label }) => {
    const change = comparison?.releases.get(label);
    return change === undefined ? [] : { id: ids.get(label)!, name: classOf(change.kind) };
  });
  return [...groupBy(changed, ({ name }) => name)].map(
    ([name, found]) => `  class ${found.map(one => one.id).join()} ${name}`,
  );
}

function classOf(kind: ReleaseChangeKind): string {
  return kind === 'added' || kind === 'removed' || kind === 'waits' ? kind : 'changed';
}

function arrowOf({ isThick, isInStep, change }: DrawnLine): string {
  const arrow = !isInStep || change === 'removed' ? '-.->' : isThick ? '==>' : '-->';
  return change === undefined ? arrow : `${arrow}|${LINE_CHANGES[change]}|`;
}

function inComment(text: string): string {
  return printable(text).replace(/[{}%]/g, '');
}

/** Lines of text in quotes; whatever has a meaning in Mermaid or in Markdown is written by its number. */
function quote(...texts: readonly string[]): string {
  const escaped = texts.map(text =>
    printable(text).replace(/[^\p{L}\p{N} .,/()-]/gu, character => `#${character.codePointAt(0)};`),
  );
  return `"${escaped.join('<br/>')}"`;
}
