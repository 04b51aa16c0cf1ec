/**
 * Reads the values of a subscription: objects and YAML files, merged like Flux does.
 */
import type { JsonObject } from '../../model/data/json';
import { mergeValues } from '../../model/values/merge-values';
import { parseValuesFile } from '../../model/values/values-file';
import type { Problem } from '../../model/problem';
import { readText } from '../files/read-text-file';
import { isPlainObject, normalizeValues } from '../../model/data/values';
import type { Values } from '../props/values';

/** Merges `sources`, later over earlier; `undefined` if there are none, or their problems are reported. */
export function readValues(sources: readonly Values[], report: (problem: Problem) => void): JsonObject | undefined {
  const read = sources.map(source =>
    typeof source === 'string' ? readFile(source, report) : readObject(source, report),
  );
  const sound = read.filter(values => values !== undefined);
  if (sound.length === 0 || sound.length < sources.length) return undefined;
  if (sound.length === 1 && typeof sources[0] !== 'string') return sound[0];
  // sorted again, because merging follows the order of the sources
  return normalizeValues(mergeValues(...sound)).value as JsonObject;
}

function readObject(source: unknown, report: (problem: Problem) => void): JsonObject | undefined {
  const { value, problems } = normalizeValues(source);
  for (const { path, reason } of problems) report({ kind: 'invalid-value', at: path, reason });
  if (problems.length > 0) return undefined;
  if (isPlainObject(value)) return value as JsonObject;
  report({ kind: 'invalid-value', at: '', reason: 'they are not a map; give an object' });
  return undefined;
}

/** Default values of the artifact `name`, which are text in its profile. */
export function parseDefaultValues(text: string, name: string, report: (problem: Problem) => void): JsonObject {
  const { values, problems } = parseValuesFile(text, `defaultValues of ${name}`);
  problems.forEach(report);
  return values ?? {};
}

function readFile(path: string, report: (problem: Problem) => void): JsonObject | undefined {
  const file = readText(path);
  if ('problem' in file) {
    report(file.problem);
    return undefined;
  }
  const { values, problems } = parseValuesFile(file.text, path);
  problems.forEach(report);
  return values;
}
