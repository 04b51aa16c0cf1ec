/**
 * What the page says about a change as a whole: for each cluster how many releases change and what
 * to pay attention to, a filter, and the legend.
 */
import type { ReleaseChangeKind } from '../../changes/change';
import { shareEffects } from '../../changes/share-changes';
import { groupBy } from '../../model/data/group-by';
import { describeEffect, nameChange } from '../diff/change-words';
import { MARKS } from './changed-words';
import type { ComparedGraph } from './drawn-graph';
import { escapeHtml } from './escape-html';
import { count } from './graph-words';

/** More warnings are collapsed. */
const SHOWN = 5;

/** Paragraphs about what happens to the cluster; empty if nothing is compared. */
export function formatChanges({ comparison }: ComparedGraph): string {
  if (comparison === undefined) return '';
  const { change } = comparison;
  const releases = change?.releases ?? [];
  const kinds = groupBy(releases, found => nameChange({ ...found, step: undefined }));
  const counts = [...kinds].map(([kind, found]) => (kind === 'waits' ? '' : `${found.length} ${kind}`));
  const waits = kinds.get('waits')?.length ?? 0;
  const waiting = waits === 0 ? '' : `${count(waits, 'release')} only wait${waits === 1 ? 's' : ''} for new revisions`;
  const words = [counts.filter(Boolean).join(', '), waiting].filter(Boolean).join('; ');
  const summary = `<p class="changes">Changes: ${words === '' ? 'none' : words}.</p>\n`;
  const effects = change === undefined ? [] : shareEffects([change]).map(shared => shared.change);
  if (effects.length === 0) return summary;
  const items = effects.map(({ what, effect }) => {
    return `<li><bdi>${escapeHtml(what)}</bdi>: ${escapeHtml(describeEffect(effect))}</li>`;
  });
  const open = effects.length > SHOWN ? '' : ' open';
  return `${summary}<details class="attention"${open}><summary>Attention: ${count(effects.length, 'warning')}</summary><ul>${items.join('')}</ul></details>\n`;
}

/** The filter, which shows no release that stays as it is or only waits. */
export const FILTER = '<label class="filter"><input type="checkbox" id="changes-only"> Changes only</label>';

/** Last item of the legend: the keys that move between changes. */
export const CHANGES_KEYS = '<li>N: the next release that changes; Shift and N: the one before</li>';

const KINDS: readonly (readonly [ReleaseChangeKind, string, string])[] = [
  ['added', 'added', 'added'],
  ['removed', 'removed', 'removed, shown where it was'],
  ['upgraded', 'changed', 'upgraded'],
  ['downgraded', 'changed', 'downgraded'],
  ['changed', 'changed', 'other values, options or manifests'],
  ['renamed', 'changed', 'renamed'],
  ['reordered', 'changed', 're-ordered: another layer, or it comes after others'],
  ['waits', 'waiting', 'stays, and only waits for new revisions'],
];

/** First items of the legend: marks and lines. */
export const CHANGES_LEGEND = [
  ...KINDS.map(([kind, name, words]) => `<li><b class="box marked ${name}">${MARKS[kind]}</b> ${words}</li>`),
  '<li><b class="line new"></b> waits now, and did not before; <b class="line gone"></b> no longer waits</li>',
].join('\n');
