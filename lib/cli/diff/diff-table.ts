/**
 * A diff as text for people: a line for each change, then values, effects and the order.
 */
import type { ObjectChange, ReleaseChange } from '../../changes/change';
import { shareChanges, type SharedChange, shareEffects, shareReleases } from '../../changes/share-changes';
import { printable } from '../terminal/printable';
import { formatTable } from '../terminal/table';
import * as words from './change-words';
import type { Diff } from './diff-of';
import { describeOrder, groupWaits, hasOrder } from './rollout-words';
import { summarize } from './summary';

/** Characters of a value. */
const LENGTH = 60;

/** The text of `diff`; with `isWide` nothing is cut or counted. */
export function formatDiffTable(diff: Diff, isWide: boolean): string {
  const { clusters, names } = diff;
  const title = `${summarize(diff)}\n`;
  if (clusters.length === 0) return printable(title.trimEnd()) + '\n';
  const most = isWide ? Infinity : 3;
  const where = (found: readonly string[]) => words.nameClusters(found, names, most);
  const releases = shareReleases(clusters);
  const objects = shareChanges(clusters, cluster => cluster.objects).filter(({ change }) => isWide || !change.isPart);
  const rows = [
    ...releases.filter(({ change }) => change.kind !== 'waits').map(found => toRow(found, where)),
    ...waitRows(releases, where, most),
    ...objects.map(({ change, clusters: found }) => [change.kind, change.object, ofMember(change), where(found)]),
  ];
  const parts = [
    [printable(title.trimEnd())],
    rows.length === 0 ? [] : formatTable([['CHANGE', 'WHAT', 'DETAILS', 'CLUSTERS'], ...rows]),
    effectLines(diff, where),
    fieldLines(releases, objects, where, isWide ? Infinity : LENGTH),
    orderLines(diff, where),
  ];
  return parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.map(line => `${line}\n`).join(''))
    .join('\n');
}

type Where = (clusters: readonly string[]) => string;

function toRow({ change, clusters }: SharedChange<ReleaseChange>, where: Where): string[] {
  return [words.nameChange(change), change.label, words.describeRelease(change) || '-', where(clusters)];
}

/** One row for releases that only wait, on the same clusters. */
function waitRows(releases: readonly SharedChange<ReleaseChange>[], where: Where, most: number): string[][] {
  return groupWaits(releases).map(({ labels, clusters }) => {
    const what = most === Infinity ? labels.join(', ') : words.count(labels.length, 'release');
    return ['waits', what, 'only for new revisions', where(clusters)];
  });
}

function ofMember({ member, fields }: ObjectChange): string {
  const parts = [member === undefined ? '' : `in ${member}`, words.count(fields.length, 'field')];
  return parts.filter(part => part !== '').join('; ') || '-';
}

function effectLines({ clusters }: Diff, where: Where): string[] {
  const lines = shareEffects(clusters).map(
    ({ change: { what, effect }, clusters: found }) => `  ${what} (${where(found)}): ${words.describeEffect(effect)}`,
  );
  return lines.length === 0 ? [] : ['Attention:', ...lines.map(printable)];
}

function fieldLines(
  releases: readonly SharedChange<ReleaseChange>[],
  objects: readonly SharedChange<ObjectChange>[],
  where: Where,
  length: number,
): string[] {
  const all = [
    ...releases.map(({ change, clusters }) => ({
      what: change.label,
      fields: [...change.values, ...change.fields],
      clusters,
    })),
    ...objects.map(({ change, clusters }) => ({ what: change.object, fields: change.fields, clusters })),
  ];
  return all.flatMap(({ what, fields, clusters }) => {
    const lines = fields.map(field => `  ${words.describeField(field, length)}`);
    return lines.length === 0 ? [] : [`${what} (${where(clusters)}):`, ...lines].map(printable);
  });
}

function orderLines({ clusters }: Diff, where: Where): string[] {
  const orders = shareChanges(clusters, ({ rollout }) => [rollout]).filter(({ change }) => hasOrder(change));
  return orders.flatMap(({ change, clusters: found }) =>
    [`Order (${where(found)}):`, ...describeOrder(change).map(line => `  ${line}`)].map(printable),
  );
}
