/**
 * One cluster in the page: layers as lists of releases, which can be read and printed without the
 * program that draws the lines.
 */
import { formatProblem } from '../../model/problem-words';
import type { ClusterGraph, GraphColumn } from '../../order/cluster-graph/cluster-graph';
import { isChanged } from './changed-words';
import type { DrawnCluster } from './drawn-graph';
import { escapeHtml } from './escape-html';
import { comparedTitle, count, titleOf, titleOfColumn } from './graph-words';
import { formatChanges } from './page-changes';
import { type Cell, cellsOf, formatRelease } from './page-release';

/** From this number of releases on, they are drawn smaller. */
const MANY = 150;
const UNGUARDED = 'in no order, because no RemovalGuard protects it';
const MAYBE_GUARDED = 'in reverse order if the RemovalGuard is applied to the same API server';

/** Where a cluster is in the page. */
export interface ClusterPlace {
  readonly number: number;
  /** Where the manifests were read. */
  readonly folder: string;
}

/** A `section` element. */
export function formatCluster(cluster: DrawnCluster, place: ClusterPlace): string {
  const { graph } = cluster;
  const { number } = place;
  const size = graph.nodes.length >= MANY ? ' many' : '';
  const cells = cellsOf(cluster);
  const columns = graph.columns.map((column, i) => {
    const listed = column.ranks.map(rank => rank.map(label => cells.get(label)!));
    return formatColumn(column, { id: `c${number}l${i}`, ranks: listed }, cluster, place);
  });
  return `<section class="cluster lists${size}" aria-labelledby="c${number}" data-cluster="${number}">
<h2 id="c${number}"><bdi>${escapeHtml(comparedTitle(graph))}</bdi></h2>
<p>${summaryOf(graph)}</p>
${formatChanges(graph)}${formatProblems(graph)}${formatWay(graph)}<div class="scroll" role="group" aria-label="Order of ${escapeHtml(titleOf(graph))}"><div class="drawing">
${columns.join('\n')}
</div></div>
</section>`;
}

function summaryOf({ nodes: all, isRemovalGuarded }: ClusterGraph): string {
  const nodes = all.filter(({ isGone, elsewhere }) => isGone !== true && elsewhere === undefined);
  const layers = new Set(nodes.flatMap(({ release }) => release?.layer ?? [])).size;
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

interface ColumnContent {
  readonly id: string;
  readonly ranks: readonly (readonly Cell[])[];
}

function formatColumn(
  column: GraphColumn,
  { id, ranks }: ColumnContent,
  cluster: DrawnCluster,
  { number, folder }: ClusterPlace,
): string {
  const lists = ranks.map(
    rank => `<ol>${rank.map(cell => formatRelease(cell, cluster, number, folder)).join('\n')}</ol>`,
  );
  const all = ranks.flat();
  const gone = all.filter(({ node }) => node.isGone).length;
  const changed = all.filter(({ node, change }) => isChanged(change) && !node.isGone).length;
  const counts = [
    count(all.length - gone, 'release'),
    ...(changed === 0 ? [] : [`${changed} changed`]),
    ...(gone === 0 ? [] : [`${gone} removed`]),
  ];
  return `<div class="layer" role="group" aria-labelledby="${id}"><h3 id="${id}">${titleOfColumn(column)} <small>${counts.join(', ')}</small></h3>
<div class="ranks">${lists.join('\n')}</div></div>`;
}
