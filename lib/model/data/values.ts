/**
 * Helm values as plain data.
 *
 * A program may pass anything. What JSON, YAML or Helm would change silently is reported as a
 * problem, with its path. `null` is kept, because it tells Helm to remove a default.
 */
import type { JsonValue } from './json';
import { sortedKeys } from './sorted-keys';

/** One value that cannot be written. */
export interface ValueProblem {
  /** `image.tags[2]`, `annotations["a.b/c"]`; empty for the values themselves. */
  readonly path: string;
  /** What is wrong and what to do; contains no string from the values. */
  readonly reason: string;
}

/** A copy of the values, or the problems. */
export interface NormalizedValues {
  /** Absent if there are problems, or there are no values. */
  readonly value?: JsonValue;
  readonly problems: readonly ValueProblem[];
}

interface Walk {
  readonly problems: ValueProblem[];
  /** The objects that contain the current one, outermost first. */
  readonly ancestors: object[];
  /** Where the current value is: the key or index in each of `ancestors`. */
  readonly steps: (string | number)[];
}

const INT64_MAX = 2n ** 63n - 1n;
/** An assignment to `__proto__` would set the prototype. */
const MEMBER = { configurable: true, enumerable: true, writable: true };
const BROKEN_KEY = 'the key contains half a surrogate pair; correct it';
const PLAIN_DATA = 'is not plain data; use objects, arrays, strings, numbers, booleans or null';

/** Copies plain data with sorted members, without those that are `undefined`; reports everything else. */
export function normalizeValues(value: unknown): NormalizedValues {
  const problems: ValueProblem[] = [];
  const copy = value === undefined ? undefined : copyNode(value, { problems, ancestors: [], steps: [] });
  return problems.length > 0 || copy === undefined ? { problems } : { value: copy, problems };
}

/** Whether `value` was created by a literal, a parser or `Object.create(null)`, in this realm or another. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** Whether `text` can be written to a file: it contains no half of a surrogate pair. */
export function isWellFormed(text: string): boolean {
  // Node 20 has it, the types of ES2022 do not
  return (text as string & { isWellFormed(): boolean }).isWellFormed();
}

/** The copy, or `undefined` if a problem was reported. */
function copyNode(node: unknown, walk: Walk): JsonValue | undefined {
  const reason = findReason(node) ?? describeCycle(node, walk);
  if (reason !== undefined) {
    walk.problems.push({ path: pathOf(walk.steps), reason });
    return undefined;
  }
  if (typeof node !== 'object' || node === null) return node as JsonValue;
  const depth = walk.ancestors.push(node);
  const copy = Array.isArray(node) ? copyItems(node, depth, walk) : copyMembers(node, depth, walk);
  walk.ancestors.pop();
  walk.steps.length = depth - 1;
  return copy;
}

function copyItems(items: readonly unknown[], depth: number, walk: Walk): JsonValue {
  // not map(), which skips holes
  return Array.from(items, (item, i) => {
    walk.steps[depth - 1] = i;
    return copyNode(item, walk) ?? null;
  });
}

function copyMembers(node: object, depth: number, walk: Walk): JsonValue {
  const copy: Record<string, JsonValue> = {};
  for (const key of sortedKeys(node)) {
    const value = (node as Readonly<Record<string, unknown>>)[key];
    if (value === undefined) continue;
    walk.steps[depth - 1] = key;
    if (!isWellFormed(key)) walk.problems.push({ path: pathOf(walk.steps), reason: BROKEN_KEY });
    const member = copyNode(value, walk) ?? null;
    if (key === '__proto__') Object.defineProperty(copy, key, { ...MEMBER, value: member });
    else copy[key] = member;
  }
  return copy;
}

/** Why `node` itself cannot be written; its members are not checked. */
function findReason(node: unknown): string | undefined {
  switch (typeof node) {
    case 'boolean':
      return undefined;
    case 'number':
      return findNumberReason(node);
    case 'bigint':
      if (node >= -INT64_MAX - 1n && node <= INT64_MAX) return undefined;
      return `${node} does not fit 64 bits; give it as a string`;
    case 'string':
      return isWellFormed(node) ? undefined : 'the string contains half a surrogate pair; correct it';
    case 'undefined':
      return 'undefined cannot be in a list; leave the item out, or use null';
    case 'function':
    case 'symbol':
      return `a ${typeof node} ${PLAIN_DATA}`;
    default:
      return node === null || Array.isArray(node) || isPlainObject(node) ? undefined : describeInstance(node as object);
  }
}

function findNumberReason(node: number): string | undefined {
  if (!Number.isFinite(node)) return `${node} is not a number that Helm can read; give a finite number or null`;
  if (!Number.isInteger(node) || Number.isSafeInteger(node)) return undefined;
  return `${node} is too large to be exact; give a bigint, as in 9007199254740993n, or a string`;
}

function describeInstance(node: object): string {
  switch (Object.prototype.toString.call(node)) {
    case '[object Date]':
      return 'a Date is not plain data; give its toISOString()';
    case '[object Map]':
      return 'a Map is not plain data; give Object.fromEntries() of it';
    case '[object Set]':
      return 'a Set is not plain data; give an array of its items';
  }
  const name: unknown = node.constructor?.name;
  return `${typeof name === 'string' && name !== '' ? `an instance of ${name}` : 'an instance of a class'} ${PLAIN_DATA}`;
}

function describeCycle(node: unknown, { ancestors, steps }: Walk): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const depth = ancestors.indexOf(node);
  if (depth === -1) return undefined;
  const around = pathOf(steps.slice(0, depth));
  return `it is the same object as ${around !== '' ? `"${around}"` : 'the values themselves'}, which contains it; break the cycle`;
}

function pathOf(steps: readonly (string | number)[]): string {
  return steps.reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : formatStep(path, step)),
    '',
  );
}

/** `a.b`, or `a["b.c"]` if the key is not a word. */
export function formatStep(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
