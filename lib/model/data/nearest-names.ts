/**
 * Known names that are similar to an unknown one.
 */
import { distance } from 'fastest-levenshtein';
import { compareText } from './compare-text';

/** The names that are most similar to `name`, nearest first, once each; names that are too different are left out. */
export function nearestNames(names: Iterable<string>, name: string, count = 3): string[] {
  const limit = Math.max(2, Math.floor(name.length / 2));
  return [...new Set(names)]
    .map(candidate => ({ candidate, far: distanceWithin(limit, candidate, name) }))
    .filter(({ candidate, far }) => far <= limit || candidate.includes(name))
    .sort((a, b) => a.far - b.far || compareText(a.candidate, b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Long texts are not compared in full: if their lengths differ by more than `limit`, the difference is returned. */
function distanceWithin(limit: number, a: string, b: string): number {
  const difference = Math.abs(a.length - b.length);
  return difference > limit ? difference : distance(a, b);
}

/** The one of `names` that differs from `name` in a letter or two, as misspellings do; short names differ in one. */
export function tryFindMisspelling(names: readonly string[], name: string): string | undefined {
  const most = Math.min(2, Math.floor(name.length / 3));
  return nearestNames(names, name, 1).find(candidate => distance(candidate, name) <= most);
}
