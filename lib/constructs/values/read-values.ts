/**
 * Reads the values of a subscription: objects and YAML files, merged like Flux does.
 */
import { isSameJson, type JsonObject } from '../../model/data/json';
import { shareYaml } from '../../model/yaml/yaml-text';
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

/** Copies by their sources: a program gives the same values to many releases. A program may change them between two. */
const COPIES = new WeakMap<object, JsonObject>();

function readObject(source: Exclude<Values, string>, report: (problem: Problem) => void): JsonObject | undefined {
  const copy = COPIES.get(source);
  if (copy !== undefined && isSameJson(source as JsonObject, copy)) return shareYaml(copy);
  const { value, problems } = normalizeValues(source);
  for (const { path, reason } of problems) report({ kind: 'invalid-value', at: path, reason });
  if (problems.length > 0) return undefined;
  if (isPlainObject(value)) {
    COPIES.set(source, value as JsonObject);
    return value as JsonObject;
  }
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
