/**
 * Reads files of Helm values like Helm does.
 */
import type { JsonObject } from '../data/json';
import { normalizeValues } from '../data/values';
import type { Problem } from '../problem';
import { parseGoMap } from '../yaml/any-yaml';

/** The values in `text`, or problems with file, line and column; an empty file contains no values. */
export function parseValuesFile(text: string, file: string): { values?: JsonObject; problems: Problem[] } {
  const parsed = parseGoMap(text, file);
  if (parsed.type === 'error') {
    return { problems: [{ kind: 'invalid-values-file', reason: parsed.reason, location: parsed.at }] };
  }
  const { value, problems } = normalizeValues(parsed.value ?? {});
  if (problems.length === 0) return { values: value as JsonObject, problems: [] };
  return {
    problems: problems.map(({ path, reason }) => ({ kind: 'invalid-value', at: path, reason, location: parsed.at })),
  };
}
