/**
 * What may have been meant by a name that nothing has.
 */
import { distance } from 'fastest-levenshtein';

/** The names most like `name`, nearest first; none that is altogether different. */
export function nearestNames(names: readonly string[], name: string, count = 3): string[] {
  const limit = Math.max(2, Math.floor(name.length / 2));
  return names
    .map(candidate => ({ candidate, far: distance(candidate, name) }))
    .filter(({ candidate, far }) => far <= limit || candidate.includes(name))
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
