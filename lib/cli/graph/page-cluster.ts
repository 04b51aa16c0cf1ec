/**
 * One cluster in the page: layers as lists of releases, which can be read and printed without the
 * program that draws the lines.
 */
import { formatProblem } from '../../model/problem-words';
import type { ClusterGraph, GraphColumn, GraphNode } from '../../order/cluster-graph/cluster-graph';
import type { PlannedRelease, WrittenPlan } from '../../order/written-plan';
import { describeWaits } from '../releases/plan-table';
import { escapeHtml } from './escape-html';
import { count, detailOf, titleOf, titleOfColumn } from './graph-words';

/** From this number of releases on, they are drawn smaller. */
const MANY = 150;
/** Names that are listed for one reason. */
const LISTED = 6;

const UNGUARDED = 'in no order, because no RemovalGuard protects it';
const MAYBE_GUARDED = 'in reverse order if the RemovalGuard is applied to the same API server';

/** A cluster, and its number in the page. */
export interface DrawnCluster {
  readonly plan: WrittenPlan;
  readonly graph: ClusterGraph;
  readonly number: number;
  /** Where the manifests were read. */
  readonly folder: string;
}

/** What is written about a release, by its label. */
interface Cell {
  readonly node: GraphNode;
  /** Its place in the nodes of the graph. */
  readonly number: number;
  /** Absent: it was not found. */
  readonly planned?: PlannedRelease;
  readonly hasProblem: boolean;
}

type Cells = ReadonlyMap<string, Cell>;

/** A `section` element. */
export function formatCluster(drawn: DrawnCluster): string {
  const { graph, number } = drawn;
  const size = graph.nodes.length >= MANY ? ' many' : '';
  const cells = cellsOf(drawn);
  const columns = graph.columns.map((column, i) => formatColumn(column, i, { ...drawn, cells }));
  return `<section class="cluster lists${size}" aria-labelledby="c${number}" data-cluster="${number}">
<h2 id="c${number}"><bdi>${escapeHtml(titleOf(graph))}</bdi></h2>
<p>${summaryOf(graph)}</p>
${formatProblems(graph)}${formatWay(graph)}<div class="scroll" role="group" aria-label="Order of ${escapeHtml(titleOf(graph))}"><div class="drawing">
${columns.join('\n')}
</div></div>
</section>`;
}

function cellsOf({ plan, graph }: DrawnCluster): Cells {
  const planned = new Map(plan.releases.map(release => [release.label, release]));
  const wrong = new Set(graph.problems.flatMap(({ labels }) => labels));
  return new Map(
    graph.nodes.map((node, number) => {
      const { label } = node;
      return [label, { node, number, planned: planned.get(label), hasProblem: wrong.has(label) }];
    }),
  );
}

interface CellPlace extends DrawnCluster {
  readonly cells: Cells;
}

function summaryOf({ nodes, columns, isRemovalGuarded }: ClusterGraph): string {
  const layers = columns.filter(({ layer }) => layer !== undefined).length;
  const removal = isRemovalGuarded === false ? UNGUARDED : isRemovalGuarded ? 'in reverse order' : MAYBE_GUARDED;
  const missing = nodes.filter(({ release }) => release === undefined).length;
  const place = layers === 0 ? 'without a layer' : `in ${count(layers, 'layer')}`;
  const found = `${count(nodes.length - missing, 'release')} ${place}`;
  return `${found}${missing === 0 ? '' : `, ${missing} not found`}. Removal: ${removal}.`;
}

function formatProblems({ problems }: ClusterGraph): string {
  if (problems.length === 0) return '';
  const items = problems.map(({ problem }) => `<li>${escapeHtml(formatProblem(problem))}</li>`);
  return `<h3 class="wrong">${count(problems.length, 'problem')}</h3>\n<ul class="wrong">${items.join('')}</ul>\n`;
}

function formatWay({ longestWay }: ClusterGraph): string {
  if (longestWay.length < 2) return '';
  const names = longestWay.map(label => `<bdi>${escapeHtml(label)}</bdi>`);
  const title = `Longest way: ${count(longestWay.length, 'release')}`;
  return `<p class="way"><button type="button" class="show-way" aria-pressed="false">${title}</button> ${names.join(' → ')}</p>\n`;
}

function formatColumn(column: GraphColumn, i: number, place: CellPlace): string {
  const id = `c${place.number}l${i}`;
  const lists = column.ranks.map(rank => `<ol>${rank.map(label => formatRelease(label, place)).join('\n')}</ol>`);
  const size = column.ranks.flat().length;
  return `<div class="layer" role="group" aria-labelledby="${id}"><h3 id="${id}">${titleOfColumn(column)} <small>${count(size, 'release')}</small></h3>
<div class="ranks">${lists.join('\n')}</div></div>`;
}

function formatRelease(label: string, { cells, plan, number, folder }: CellPlace): string {
  const cell = cells.get(label)!;
  const id = `c${number}n${cell.number}`;
  const classes = ['release', ...classesOf(cell)].join(' ');
  const wrong = cell.hasProblem ? ' Has a problem.' : '';
  const tab = cell.number === 0 ? '' : ' tabindex="-1"';
  return `<li><button type="button" class="${classes}" id="${id}" title="${escapeHtml(label)}" aria-describedby="${id}w" aria-pressed="false"${tab}><bdi class="name">${escapeHtml(label)}</bdi><span class="detail">${escapeHtml(detailOf(cell.node))}</span></button><span class="waits" id="${id}w">${escapeHtml(waitsOf(cell.planned, plan, folder))}${wrong}</span></li>`;
}

function classesOf({ node: { release }, hasProblem }: Cell): string[] {
  return [
    ...(hasProblem ? ['problem'] : []),
    ...(release === undefined ? ['missing'] : []),
    ...(release?.isSuspended === true ? ['suspended'] : []),
  ];
}

function waitsOf(planned: PlannedRelease | undefined, { layers }: WrittenPlan, folder: string): string {
  if (planned === undefined) return `Is not in ${folder}.`;
  return `Waits for ${describeWaits(planned, layers, { folder, listed: LISTED })}.`;
}
