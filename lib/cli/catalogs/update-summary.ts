/**
 * Describes what an update did: in a few lines, or completely with `--verbose`.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { cutText } from '../../model/data/cut-text';
import { groupBy } from '../../model/data/group-by';
import type { ReplacedEntry } from '../../model/compare-entries';
import type { LockUpdate } from './update-lock';

const MOST_PROFILES = 5;
const MOST_VERSIONS = 5;
const LONGEST_DIGEST = 100;

export interface SummaryRules {
  readonly isVerbose: boolean;
  /** Nothing is written; the lines say what would be. */
  readonly isCheck: boolean;
}

/** `platform: 1 added, 1 vanished -> catalogs/platform.lock.yaml`, and which versions those are. */
export function formatUpdate(name: string, update: LockUpdate, rules: SummaryRules): string[] {
  const { state, file, isNew, profiles, versions } = update;
  const offer = `${count(profiles, 'profile')} in ${count(versions, 'version')}`;
  if (state === 'unchanged') return [`${name}: up to date, ${offer}`];
  const verb = rules.isCheck ? 'would change' : 'written';
  const written = [file, ...(update.typesFile === undefined ? [] : [update.typesFile])].join(' and ');
  if (isNew) return [`${name}: new, ${offer}; ${written} ${rules.isCheck ? 'would be written' : 'written'}`];
  const removed = update.removedTypes === undefined ? [] : [formatRemoved(update.removedTypes, rules)];
  return [`${name}: ${formatCounts(update)}; ${written} ${verb}`, ...formatDetails(update, rules), ...removed];
}

/** One line for each version whose content was replaced, and one that says what to do. */
export function formatRefusal(name: string, { changes, file }: LockUpdate): string[] {
  const lines = changes.replaced.map(replaced => `${name}: ${formatReplaced(replaced)}`);
  const remedy = `find out who published different content as the same version, and why; then use "--accept-changed"`;
  return [...lines, `${name}: ${file} is not written: ${remedy}`];
}

function formatRemoved(typesFile: string, { isCheck }: SummaryRules): string {
  return `  ${typesFile} and its schemas ${isCheck ? 'would be ' : ''}removed`;
}

function formatReplaced({ entry, before, after }: ReplacedEntry): string {
  const kind = entry.origin.kind === 'git' ? 'commit' : 'digest';
  const now = after === undefined ? `there is no ${kind} now` : `is ${shorten(after)} now`;
  return `${entry.name} ${entry.version} has another ${kind}: was ${shorten(before)}, ${now}`;
}

function formatCounts({ typesFile, changes: { added, changed, replaced, vanished } }: LockUpdate): string {
  const counts = [
    [added.length, 'added'],
    [changed.length, 'changed'],
    [replaced.length, 'replaced'],
    [vanished.length, 'vanished'],
  ] as const;
  const some = counts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  if (some.length > 0) return some.join(', ');
  return `same versions, ${typesFile === undefined ? 'source or layout' : 'types'} changed`;
}

function formatDetails({ changes }: LockUpdate, { isVerbose }: SummaryRules): string[] {
  const { added, changed, replaced, vanished } = changes;
  const fieldsOf = new Map(changed.map(({ entry, fields }) => [entry, ` (${fields.join(', ')})`]));
  const changedEntries = changed.map(({ entry }) => entry);
  return [
    ...formatGroup('added', added, isVerbose),
    ...formatGroup('changed', changedEntries, isVerbose, entry => fieldsOf.get(entry) ?? ''),
    ...replaced.map(entry => `  replaced  ${formatReplaced(entry)}`),
    ...formatGroup('vanished', vanished, isVerbose),
  ];
}

/** One line for each profile: `  added     linkerd2 0.0.17, 0.0.16`. */
function formatGroup(
  word: string,
  entries: readonly CatalogEntry[],
  isVerbose: boolean,
  detail: (entry: CatalogEntry) => string = () => '',
): string[] {
  const lines = [...groupBy(entries, ({ name }) => name)].map(([name, versions]) => {
    const texts = versions.map(entry => `${entry.version}${detail(entry)}`);
    return `  ${word.padEnd(8)}  ${name} ${bounded(texts, MOST_VERSIONS, isVerbose).join(', ')}`;
  });
  const [shown, more] = [lines.slice(0, MOST_PROFILES), lines.length - MOST_PROFILES];
  if (isVerbose || more <= 0) return lines;
  return [...shown, `  ${word.padEnd(8)}  ${count(more, 'profile')} more; "--verbose" names them`];
}

function bounded(texts: readonly string[], most: number, isVerbose: boolean): readonly string[] {
  return isVerbose || texts.length <= most ? texts : [...texts.slice(0, most), `${texts.length - most} more`];
}

/** `1 profile`, `31 profiles`. */
function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function shorten(text: string): string {
  return text.length <= LONGEST_DIGEST ? text : `${cutText(text, LONGEST_DIGEST)}…`;
}
