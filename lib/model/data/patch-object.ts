/**
 * Patches an object: JSON merge patches (RFC 7396) and JSON patches (RFC 6902).
 *
 * An operation of a JSON patch whose path does not exist fails, and the message says how much of
 * the path exists.
 */
import { applyPatch, getValueByPointer, JsonPatchError, type Operation } from 'fast-json-patch';
import type { JsonObject, JsonValue } from './json';
import { mergePatch } from './merge-patch';
import { isPlainObject, normalizeValues } from './values';

/** One operation of a JSON patch (RFC 6902). */
export interface JsonPatchOperation {
  /** What to do at `path`. */
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  /** JSON pointer: `/spec/values/image~1tag`. */
  readonly path: string;
  /** What to add, to replace with or to expect. Absent: for any other operation. */
  readonly value?: unknown;
  /** JSON pointer to what is moved or copied. Absent: for any other operation. */
  readonly from?: string;
}

/** A change to an object: a list is a JSON patch (RFC 6902), an object a JSON merge patch (RFC 7396). */
export type Patch = readonly JsonPatchOperation[] | object;

/** The patched copy of `object`, or why it cannot be patched, for the end of a sentence. */
export function patchObject(
  object: JsonObject,
  patch: Patch,
): { readonly object: JsonObject } | { readonly reason: string } {
  const { problems } = normalizeValues(patch);
  if (problems.length > 0)
    return { reason: problems.map(({ path, reason }) => (path === '' ? reason : `"${path}": ${reason}`)).join('; ') };
  if (isPlainObject(patch)) return { object: mergePatch(object, patch) as JsonObject };
  if (!Array.isArray(patch)) return { reason: 'it is neither a list of operations nor an object. Give one of them' };
  let patched: JsonValue = object;
  for (const operation of patch as Operation[]) {
    const result = applyOperation(patched, operation);
    if ('reason' in result) return result;
    patched = result.document;
  }
  return { object: patched as JsonObject };
}

function applyOperation(document: JsonValue, operation: Operation): { document: JsonValue } | { reason: string } {
  try {
    // cloned here, because the library's clone loses bigints
    return { document: applyPatch(structuredClone(document), [operation], true, true).newDocument };
  } catch (error) {
    if (error instanceof JsonPatchError) return { reason: describeFailure(document, operation, error.name) };
    return { reason: `${(error as Error).message.split('\n')[0]}. Correct the operation` };
  }
}

function describeFailure(document: JsonValue, operation: Operation, name: string): string {
  const { op, path } = operation;
  if (name === 'TEST_OPERATION_FAILED') {
    const reached = nearestPath(document, path);
    if (reached !== path) return `"test" of ${path} finds nothing there; the path exists up to ${reached || '/'}`;
    return `"test" of ${path} finds another value. Look at what is there, or drop the test`;
  }
  const pointer = name.startsWith('OPERATION_FROM') ? (operation as { from?: string }).from : path;
  if (typeof pointer !== 'string') return `operation ${JSON.stringify(operation)} is not one of RFC 6902. Correct it`;
  return `"${op}" of ${pointer} finds nothing there; the path exists up to ${nearestPath(document, pointer) || '/'}`;
}

/** The longest prefix of `pointer` that exists. */
function nearestPath(document: JsonValue, pointer: string): string {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    try {
      if (getValueByPointer(document, at) !== undefined) return at;
    } catch {
      // the library throws if a step leads into a scalar
    }
  }
  return '';
}
