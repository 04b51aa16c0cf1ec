/**
 * Messages about values that the schema does not allow.
 *
 * They contain what the schema says, but no text from the values, which may be secret.
 */
import { distance } from 'fastest-levenshtein';
import { compareText } from '../data/compare-text';
import type { Violation } from './schema-validator';
import { formatStep, type ValueProblem } from '../data/values';

type Describe = (violation: Violation) => string;

const MOST_CHOICES = 12;
const LONGEST_CHOICE = 200;

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
  object: 'a map',
  array: 'a list',
};

const WORDS: Readonly<Record<string, Describe>> = {
  type: ({ data, params }) =>
    `it is ${nameData(data)}, but the chart expects ${types([params.type].flat() as string[])}`,
  enum: ({ data, params }) =>
    `the chart accepts ${choices(params.allowedValues as unknown[])}${nearestChoice(data, params.allowedValues as unknown[])}`,
  const: ({ params }) => `the chart accepts only ${choices([params.allowedValue])}`,
  required: () => 'it is missing, but the chart requires it',
  dependentRequired: ({ params }) => `it is missing, but the chart requires it together with "${params.property}"`,
  additionalProperties: v => `the chart does not know this key${nearestKey(v)}. Correct it, or drop it`,
  unevaluatedProperties: v => `the chart does not know this key${nearestKey(v)}. Correct it, or drop it`,
  pattern: ({ params }) =>
    `the chart accepts only text that matches ${String(params.pattern).slice(0, LONGEST_CHOICE)}`,
  minimum: ({ params }) => `it must be at least ${params.limit}`,
  maximum: ({ params }) => `it must be at most ${params.limit}`,
  exclusiveMinimum: ({ params }) => `it must be more than ${params.limit}`,
  exclusiveMaximum: ({ params }) => `it must be less than ${params.limit}`,
  multipleOf: ({ params }) => `it must be a multiple of ${params.multipleOf}`,
  minLength: ({ params }) =>
    params.limit === 1 ? 'the text is empty' : `the text has fewer than ${params.limit} characters`,
  maxLength: ({ params }) => `the text has more than ${params.limit} characters`,
  minItems: ({ params }) => `the list has fewer than ${params.limit} items`,
  maxItems: ({ params }) => `the list has more than ${params.limit} items`,
  uniqueItems: ({ params }) => `items ${params.j} and ${params.i} of the list are the same`,
  minProperties: ({ params }) => `the map has fewer than ${params.limit} keys`,
  maxProperties: ({ params }) => `the map has more than ${params.limit} keys`,
  propertyNames: ({ params }) => `"${params.propertyName}" is not a key that the chart accepts`,
  not: () => 'the chart does not accept this value',
  'false schema': () => 'the chart accepts nothing here',
};

/** Where a violation is, relative to the values that were checked, and what to do. */
export function describeViolation(violation: Violation, root: unknown): ValueProblem {
  const { keyword, instancePath, params, message } = violation;
  const missing = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
  const steps = instancePath.split('/').slice(1).map(unescapeStep);
  const path = formatPath(typeof missing === 'string' ? [...steps, missing] : steps, root);
  const describe = Object.hasOwn(WORDS, keyword)
    ? WORDS[keyword]
    : () => `it ${message ?? 'is not what the chart accepts'}`;
  return { path, reason: describe(violation) };
}

/** `text or a whole number`. */
function types(names: readonly string[]): string {
  return list(names.map(name => TYPES[name] ?? name));
}

/** Writes `steps` down from `data` as a path. */
function formatPath(steps: readonly string[], root: unknown): string {
  let path = '';
  let at = root;
  for (const step of steps) {
    path = Array.isArray(at) ? `${path}[${step}]` : formatStep(path, step);
    at = (at as Record<string, unknown> | undefined)?.[step];
  }
  return path;
}

/** Steps of a JSON pointer are escaped. */
export function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function nameData(data: unknown): string {
  if (data === null) return 'null';
  if (Array.isArray(data)) return 'a list';
  if (typeof data === 'number' || typeof data === 'boolean') return `the ${typeof data} ${data}`;
  return typeof data === 'string' ? 'text' : 'a map';
}

function choices(values: readonly unknown[]): string {
  const shown = values.slice(0, MOST_CHOICES).map(value => JSON.stringify(value).slice(0, LONGEST_CHOICE));
  const more = values.length - shown.length;
  return list(more > 0 ? [...shown, `${more} others`] : shown);
}

function nearestChoice(data: unknown, values: readonly unknown[]): string {
  if (typeof data !== 'string' || values.length <= MOST_CHOICES) return '';
  return nearest(
    data,
    values.filter(value => typeof value === 'string'),
  );
}

function nearestKey({ params, parentSchema }: Violation): string {
  const key = params.additionalProperty ?? params.unevaluatedProperty;
  return nearest(String(key), Object.keys((parentSchema?.properties as object | undefined) ?? {}));
}

/** The candidate that is most similar to `text`, unless all are too different. */
function nearest(text: string, candidates: readonly string[]): string {
  if (text.length > LONGEST_CHOICE) return '';
  const limit = Math.max(2, Math.floor(text.length / 3));
  const [best] = candidates
    .filter(candidate => Math.abs(candidate.length - text.length) <= limit)
    .map(candidate => ({ candidate, far: distance(candidate.toLowerCase(), text.toLowerCase()) }))
    .sort((a, b) => a.far - b.far || compareText(a.candidate, b.candidate));
  return best === undefined || best.far > limit ? '' : `; the nearest: "${best.candidate}"`;
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}
