/**
 * Reads files of Helm values like Helm does.
 *
 * A user's own file is read strictly: it must not repeat a key, and must be one document. Files of
 * a chart are read as leniently as in Helm, because the user cannot correct them.
 */
import { decodeText, NotText } from '../data/decode-text';
import { isRecord, type JsonObject } from '../data/json';
import { normalizeValues } from '../data/values';
import type { Problem } from '../problem';
import { limitProblems } from '../problem-words';
import { parseGoMap } from '../yaml/any-yaml';
import type { GoData } from '../yaml/go-yaml';
import type { YamlError } from '../yaml/yaml-value';
import { mergeValues } from './merge-values';

/** The content of a file, or problems with file, line and column. */
export interface ParsedValues {
  readonly values?: JsonObject;
  readonly problems: readonly Problem[];
}

/** Line between two documents, according to Helm. */
const WRONG_SEPARATOR = /^---(?![^\S\n]*(?:#.*)?$)/m;
const SEPARATOR = /^---[^\S\n]*(?:#.*)?\n?/;

/** Values in a user's file, text or bytes; an empty file contains no values. */
export function parseValuesFile(content: string | Uint8Array, file: string): ParsedValues {
  return read(content, file, text => parseGoMap(text, file));
}

/** The first document of a file in a chart, `Chart.yaml`; the last of repeated keys wins. */
export function parseChartFile(content: string | Uint8Array, file: string): ParsedValues {
  return read(content, file, text => parseGoMap(text, file, { isLax: true }));
}

/** The `values.yaml` of a chart: like `parseChartFile`, except that its documents are merged. */
export function parseChartValues(content: string | Uint8Array, file: string): ParsedValues {
  return read(content, file, text => {
    const wrong = WRONG_SEPARATOR.exec(text);
    if (wrong !== null) {
      const line = text.slice(0, wrong.index).split('\n').length;
      return { type: 'error', reason: 'something follows "---" in its line', at: { file, line, column: 1 } };
    }
    let line = 1;
    let merged: GoData | undefined;
    for (const document of splitDocuments(text)) {
      const parsed = parseGoMap(document.replace(SEPARATOR, '\n'), file, { isLax: true, firstLine: line });
      if (parsed.type === 'error') return parsed;
      const [before, value] = [merged?.value, parsed.value].map(data => (isRecord(data) ? (data as JsonObject) : {}));
      merged = { ...parsed, value: mergeValues(before, value) };
      line += document.split('\n').length - 1;
    }
    return merged ?? parseGoMap('', file);
  });
}

/** The documents of `text`, each but the first with the line before it. */
function splitDocuments(text: string): string[] {
  return text.split(/(?<=\n)(?=---[^\S\n]*(?:#.*)?(?:\n|$))/);
}

function read(content: string | Uint8Array, file: string, parse: (text: string) => GoData | YamlError): ParsedValues {
  const parsed = tryDecode(content, file, parse);
  if (parsed.type === 'error') {
    return { problems: [{ kind: 'invalid-values-file', reason: parsed.reason, location: parsed.at }] };
  }
  const { value, problems } = normalizeValues(parsed.value ?? {});
  if (problems.length === 0) return { values: value as JsonObject, problems: [] };
  const all = problems.map(({ path, reason }): Problem => ({
    kind: 'invalid-value',
    at: path,
    reason,
    location: parsed.at,
  }));
  return { problems: limitProblems(all) };
}

function tryDecode(
  content: string | Uint8Array,
  file: string,
  parse: (text: string) => GoData | YamlError,
): GoData | YamlError {
  try {
    return parse(typeof content === 'string' ? content : decodeText(content));
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    return { type: 'error', reason: error.message, at: { file, line: error.line, column: 1 } };
  }
}
