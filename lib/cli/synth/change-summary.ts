/**
 * Describes what a synthesis changes: a line for each cluster, or with `--verbose` all names.
 */
import type { ClusterChanges } from './cluster-changes';
import type { OutputChanges } from './compare-output';

/** `production: 1 added, 2 changed, 1 other file`, and below it with `isVerbose` what those are. */
export function formatCluster({ name, others, ...subscriptions }: ClusterChanges, isVerbose: boolean): string[] {
  const words = ['added', 'changed', 'removed'] as const;
  const found = words.filter(word => subscriptions[word].length > 0);
  const counts = found.map(word => `${subscriptions[word].length} ${word}`);
  if (others.length > 0) counts.push(countFiles(others.length, counts.length > 0 ? 'other ' : ''));
  const names = found.flatMap(word => subscriptions[word].map(name => `  ${word.padEnd(7)}  ${name}`));
  const files = others.map(file => `  ${'file'.padEnd(7)}  ${file}`);
  return [`${name}: ${counts.join(', ')}`, ...(isVerbose ? [...names, ...files] : [])];
}

/** `dist: 3 files added, 12 changed`; `dist: nothing changed`. */
export function formatTotal(output: string, { added, changed, removed }: OutputChanges): string {
  const counts = Object.entries({ added, changed, removed }).filter(([, files]) => files.length > 0);
  if (counts.length === 0) return `${output}: nothing changed`;
  const [[word, first], ...others] = counts;
  const texts = [`${countFiles(first.length)} ${word}`, ...others.map(([more, files]) => `${files.length} ${more}`)];
  return `${output}: ${texts.join(', ')}`;
}

/** `1 file`, `3 other files`. */
function countFiles(number: number, which = ''): string {
  return `${number} ${which}file${number === 1 ? '' : 's'}`;
}
