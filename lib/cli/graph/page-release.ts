/**
 * One release in the page: a button with its name, its version and what happens to it, and what it
 * waits for as text.
 */
import type { ReleaseChange } from '../../changes/change';
import type { GraphNode } from '../../order/cluster-graph/cluster-graph';
import type { PlannedRelease, WrittenPlan } from '../../order/written-plan';
import { nameChange } from '../diff/change-words';
import { describeWaits } from '../releases/plan-table';
import { describeChange, describeShortly, isChanged, MARKS } from './changed-words';
import type { DrawnCluster } from './drawn-graph';
import { escapeHtml } from './escape-html';
import { detailOf, markedLabels } from './graph-words';

/** Names that are listed for one reason. */
const LISTED = 6;

/** What is written about a release. */
export interface Cell {
  readonly node: GraphNode;
  /** Its place in the nodes of the graph. */
  readonly number: number;
  /** Absent: it was not found. */
  readonly planned?: PlannedRelease;
  readonly hasProblem: boolean;
  /** Absent: it stays as it is, or nothing is compared. */
  readonly change?: ReleaseChange;
}

/** What is written about the releases of a cluster, by label. */
export function cellsOf({ plan, former, graph }: DrawnCluster): ReadonlyMap<string, Cell> {
  const byLabel = ({ releases }: Pick<WrittenPlan, 'releases'>) => new Map(releases.map(found => [found.label, found]));
  const [now, before] = [byLabel(plan), byLabel(former ?? { releases: [] })];
  const { wrong } = markedLabels(graph);
  return new Map(
    graph.nodes.map((node, number) => {
      const { label, isGone } = node;
      const planned = (isGone === true ? before : now).get(label);
      const change = graph.comparison?.releases.get(label);
      return [label, { node, number, planned, hasProblem: wrong.has(label), change }];
    }),
  );
}

/** A `li` element in the cluster `number` of the page. */
export function formatRelease(cell: Cell, cluster: DrawnCluster, number: number, folder: string): string {
  const { node, change } = cell;
  const id = `c${number}n${cell.number}`;
  const name = escapeHtml(node.label);
  const classes = ['release', ...classesOf(cell)].join(' ');
  const title = change === undefined ? name : `${name}, ${escapeHtml(describeChange(change))}`;
  const tab = cell.number === 0 ? '' : ' tabindex="-1"';
  const mark = change === undefined ? '' : `<b class="mark" aria-hidden="true">${MARKS[change.kind]}</b>`;
  const words = change === undefined ? '' : `<span class="unseen">${nameChange(change)}: </span>`;
  const detail = detailOf(node);
  const shown = change === undefined ? detail : describeShortly(change, detail);
  const wrong = cell.hasProblem ? ' Has a problem.' : '';
  return `<li><button type="button" class="${classes}" id="${id}" title="${title}" aria-describedby="${id}w" aria-pressed="false"${tab}>${mark}<bdi class="name">${name}</bdi>${words}<span class="detail">${escapeHtml(shown)}</span></button><span class="waits" id="${id}w">${escapeHtml(waitsOf(cell, cluster, folder))}${wrong}</span></li>`;
}

function classesOf({ node: { release }, hasProblem, change }: Cell): string[] {
  return [
    ...(hasProblem ? ['problem'] : []),
    ...(release === undefined ? ['missing'] : []),
    ...(release?.isSuspended === true ? ['suspended'] : []),
    ...(change === undefined ? [] : ['marked', classOf(change)]),
  ];
}

function classOf(change: ReleaseChange): string {
  if (!isChanged(change)) return 'waiting';
  return change.kind === 'added' || change.kind === 'removed' ? change.kind : 'changed';
}

function waitsOf({ planned, node }: Cell, { plan, former }: DrawnCluster, folder: string): string {
  if (planned === undefined)
    return node.elsewhere === undefined ? `Is not in ${folder}.` : `Is on cluster ${node.elsewhere}.`;
  const [words, layers] = node.isGone === true ? ['Waited', former!.layers] : ['Waits', plan.layers];
  return `${words} for ${describeWaits(planned, layers, { folder, listed: LISTED })}.`;
}
