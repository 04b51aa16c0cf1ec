/**
 * A diff as Markdown for a comment on a pull request. It begins with a comment that is not shown, by
 * which a pipeline finds it again, and is at most 60 kB long: what does not fit is counted.
 */
import type { ObjectChange, ReleaseChange } from '../../changes/change';
import { shareChanges, type SharedChange, shareEffects, shareReleases } from '../../changes/share-changes';
import * as words from './change-words';
import type { Diff } from './diff-of';
import { code, row, text } from './markdown-text';
import { describeOrder, groupWaits, hasOrder } from './rollout-words';
import { summarize } from './summary';

/** Of the 65,536 characters that GitHub accepts; GitLab accepts more. */
const MOST_BYTES = 60_000;
/** Reserved for the note at the end. */
const NOTE_BYTES = 500;
/** Characters of a value. */
const LENGTH = 120;

/** Lines under one title. */
interface Section {
  readonly title: string;
  /** What the lines are, if some are left out: `changes`. */
  readonly noun: string;
  readonly head: readonly string[];
  readonly lines: readonly string[];
  readonly isCollapsed: boolean;
}

/** The comment. */
export function formatDiffMarkdown(diff: Diff): string {
  const marker = `<!-- cdk8s-profiles diff: ${diff.place.folder.replaceAll(/-(?=-)|[<>]/g, '')} -->`;
  const start = [marker, `**${text(summarize(diff))}**`, ''].join('\n');
  return fit(
    start,
    sectionsOf(diff).filter(({ lines }) => lines.length > 0),
  );
}

function sectionsOf(diff: Diff): Section[] {
  const { clusters, names } = diff;
  const where = (found: readonly string[]) => text(words.nameClusters(found, names));
  const releases = shareReleases(clusters);
  const objects = shareChanges(clusters, cluster => cluster.objects).filter(({ change }) => !change.isPart);
  const table = ['| change | release | details | clusters |', '|---|---|---|---|'];
  const open = { head: [], isCollapsed: false };
  const collapsed = { head: [], isCollapsed: true };
  return [
    { ...open, title: 'Attention', noun: 'warnings', lines: effectLines(diff, where) },
    { ...open, title: 'Releases', noun: 'changes', head: table, lines: releaseRows(releases, where) },
    { ...collapsed, title: 'Order', noun: 'lines of order', lines: orderLines(diff, where) },
    { ...collapsed, title: 'Values and options', noun: 'values and options', lines: fieldLines(releases, where) },
    { ...collapsed, title: 'Other objects', noun: 'lines about objects', lines: objectLines(objects, where) },
  ];
}

/** A list would number its lines itself. */
function orderLines({ clusters }: Diff, where: Where): string[] {
  const orders = shareChanges(clusters, ({ rollout }) => [rollout]).filter(({ change }) => hasOrder(change));
  return orders.flatMap(({ change, clusters: found }) => [
    `- ${where(found)}`,
    ...describeOrder(change).map(line => `  - ${text(line.replace(/^(\d+)\./, 'step $1:'))}`),
  ]);
}

type Where = (clusters: readonly string[]) => string;

function releaseRows(releases: readonly SharedChange<ReleaseChange>[], where: Where): string[] {
  return [
    ...releases
      .filter(({ change }) => change.kind !== 'waits')
      .map(({ change, clusters }) =>
        row([words.nameChange(change), code(change.label), text(words.describeRelease(change)), where(clusters)]),
      ),
    ...groupWaits(releases).map(({ labels, clusters }) =>
      row(['waits', words.count(labels.length, 'release'), 'only for new revisions', where(clusters)]),
    ),
  ];
}

function effectLines({ clusters }: Diff, where: Where): string[] {
  return shareEffects(clusters).map(
    ({ change: { what, effect }, clusters: found }) =>
      `- ${code(what)} (${where(found)}): ${text(words.describeEffect(effect))}`,
  );
}

function fieldLines(releases: readonly SharedChange<ReleaseChange>[], where: Where): string[] {
  return releases.flatMap(({ change: { label, values, fields }, clusters }) => {
    const lines = [...values, ...fields].map(field => `  - ${code(words.describeField(field, LENGTH))}`);
    return lines.length === 0 ? [] : [`- ${code(label)} (${where(clusters)})`, ...lines];
  });
}

function objectLines(objects: readonly SharedChange<ObjectChange>[], where: Where): string[] {
  return objects.flatMap(({ change: { kind, object, member, fields }, clusters }) => [
    `- ${kind} ${code(object)}${member === undefined ? '' : ` of ${code(member)}`} (${where(clusters)})`,
    ...fields.map(field => `  - ${code(words.describeField(field, LENGTH))}`),
  ]);
}

/** As many lines of each section as fit, and a note about the others. */
function fit(start: string, sections: readonly Section[]): string {
  let left = MOST_BYTES - NOTE_BYTES - Buffer.byteLength(start);
  const parts = [start];
  const missing: string[] = [];
  for (const section of sections) {
    const kept: string[] = [];
    left -= Buffer.byteLength(formatSection(section, []));
    for (const line of section.lines) {
      left -= Buffer.byteLength(line) + 1;
      if (left < 0) break;
      kept.push(line);
    }
    if (kept.length > 0) parts.push(formatSection(section, kept));
    if (kept.length < section.lines.length) missing.push(`${section.lines.length - kept.length} ${section.noun}`);
  }
  const note = `\n**Left out, because the comment would be too long: ${missing.join(', ')}.** "pctl diff -o wide" shows everything.\n`;
  return parts.join('\n') + (missing.length === 0 ? '' : note);
}

function formatSection({ title, head, lines, isCollapsed }: Section, kept: readonly string[]): string {
  const body = [...head, ...kept].join('\n');
  if (!isCollapsed) return `#### ${title}\n\n${body}\n`;
  return `<details><summary>${title} (${lines.length})</summary>\n\n${body}\n\n</details>\n`;
}
