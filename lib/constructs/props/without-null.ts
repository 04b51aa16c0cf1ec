/**
 * Options that are null count as not given, as in files of subscriptions: data from YAML or JSON often has them.
 *
 * An item of a list cannot be not given: one that is null is a problem.
 */
import { formatStep, isPlainObject } from '../../model/data/values';
import type { Problem } from '../../model/problem';
import { ProfilesError } from '../../model/profiles-error';

/** Options in which null has a meaning of its own, that are not options, or that a program may fill in later. */
const KEPT = new Set(['values', 'artifactValues', 'patch', 'profile', 'defaults', 'manifestDefaults']);

/**
 * `options` without those that are null, and so for options in them and in lists; the same object if there are none.
 * Items that are null are left out and reported, `path` being that of the options; without `report`, throws ProfilesError.
 */
export function withoutNull<T>(options: T, report: (problem: Problem) => void = refuse, path = ''): T {
  if (options === null) return {} as T;
  return hasNull(options) ? (copyGiven(options, report, path) as T) : options;
}

function refuse(problem: Problem): never {
  throw new ProfilesError(problem);
}

/** A catalog may be a plain object of the program. */
function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlainObject(value) && !('catalogName' in value);
}

/** Nothing is copied, because there are many subscriptions. */
function hasNull(options: unknown): boolean {
  if (typeof options !== 'object' || options === null) return options === null;
  if (Array.isArray(options)) return options.some(hasNull);
  if (!isOptions(options)) return false;
  return Object.keys(options).some(key => (KEPT.has(key) ? options[key] === null : hasNull(options[key])));
}

function copyGiven(options: unknown, report: (problem: Problem) => void, path: string): unknown {
  if (Array.isArray(options)) {
    return options.flatMap((item, i) => {
      if (item !== null) return [copyGiven(item, report, `${path}[${i}]`)];
      report({ kind: 'invalid-props', what: `"${path}[${i}]" is null`, remedy: 'drop it, or give what it should be' });
      return [];
    });
  }
  if (!isOptions(options) || !hasNull(options)) return options;
  const given = Object.entries(options).filter(([, value]) => value !== null);
  const copied = given.map(([key, value]) => [key, KEPT.has(key) ? value : copyGiven(value, report, formatStep(path, key))]); // prettier-ignore
  return Object.fromEntries(copied);
}
