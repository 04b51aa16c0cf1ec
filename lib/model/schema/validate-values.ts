/**
 * Values of a release against the schemas of its chart and of the charts in it.
 */
import { coalesceValues, type CoalescedValues } from './coalesce-values';
import { canonicalJson, isRecord, type JsonValue } from '../data/json';
import type { Schema } from './schema-document';
import { SchemaValidator, type Violation } from './schema-validator';
import { UncompilableSchema, UnusableSchema } from './unusable-schema';
import { summarizeViolations } from './summarize-violations';
import { formatStep, type ValueProblem } from '../data/values';
import type { ReleaseValues, ValuesSchema } from './values-schema';
import { unescapeStep } from './violation-words';

const MOST_PROBLEMS = 20;
/** Most violations that are examined, because each is compared with all others. */
const MOST_VIOLATIONS = 1000;
/** Rules for a value alone, whatever is next to it. */
const OF_ITSELF = new Set(['type', 'enum', 'const', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'additionalProperties']); // prettier-ignore
const CHOICE = /\/(anyOf|oneOf|not|if|then|else|contains|dependentSchemas|dependencies)(\/|$)/;

const validators = new WeakMap<object, SchemaValidator>();
const results = new WeakMap<ValuesSchema, Map<string, readonly ValueProblem[]>>();

/** Returns everything that Helm would refuse; throws UnusableSchema. Equal values are checked once. */
export function validateValues(chart: ValuesSchema, release: ReleaseValues): readonly ValueProblem[] {
  const known = results.get(chart) ?? new Map<string, readonly ValueProblem[]>();
  results.set(chart, known);
  const key = canonicalJson(release as unknown as JsonValue);
  const found = known.get(key) ?? checkAll(chart, release);
  known.set(key, found);
  return found;
}

function checkAll(chart: ValuesSchema, { values, settled }: ReleaseValues): readonly ValueProblem[] {
  const problems = checkChart(chart, coalesceValues(chart, values), '', settled);
  const distinct = [...new Map(problems.map(problem => [`${problem.path}\n${problem.reason}`, problem])).values()];
  const more = distinct.length - MOST_PROBLEMS;
  if (more <= 0) return distinct;
  return [...distinct.slice(0, MOST_PROBLEMS), { path: '', reason: `the chart does not accept ${more} more values` }];
}

function checkChart(
  chart: ValuesSchema,
  { values, subcharts }: CoalescedValues,
  at: string,
  settled: JsonValue | undefined,
): ValueProblem[] {
  const plain = toNumbers(values);
  const own = chart.schema === undefined ? [] : validateNamed(chart.schema, plain, at);
  const isPartial = chart.importsValues === true;
  const certain = own.slice(0, MOST_VIOLATIONS).filter(violation => isCertain(violation, settled, isPartial));
  const problems = summarizeViolations(certain, plain).map(({ path, reason }) => ({ path: join(at, path), reason }));
  const inner = subcharts.flatMap(({ chart: subchart, coalesced }) =>
    checkChart(subchart, coalesced, formatStep(at, subchart.name), innerSettled(settled, subchart.name)),
  );
  return [...problems, ...inner];
}

function innerSettled(settled: JsonValue | undefined, name: string): JsonValue | undefined {
  if (settled === undefined) return undefined;
  return isRecord(settled) && Object.hasOwn(settled, name) ? settled[name] : {};
}

/** Throws an UnusableSchema that names the subchart, if there is one. */
function validateNamed(schema: Schema, values: JsonValue, at: string): readonly Violation[] {
  try {
    return validatorOf(schema).validate(values);
  } catch (error) {
    if (at === '' || !(error instanceof UnusableSchema)) throw error;
    const ErrorClass = error instanceof UncompilableSchema ? UncompilableSchema : UnusableSchema;
    throw new ErrorClass(`that of the chart at "${at}": ${error.message}`, { cause: error });
  }
}

/** Returns the compiled schema; compiles it only once. */
function validatorOf(schema: Schema): SchemaValidator {
  if (typeof schema === 'boolean') return new SchemaValidator(schema);
  const validator = validators.get(schema) ?? new SchemaValidator(schema);
  validators.set(schema, validator);
  return validator;
}

/** Whether unknown values cannot correct the violation. */
function isCertain(violation: Violation, settled: JsonValue | undefined, isPartial: boolean): boolean {
  if (settled === undefined) return !isPartial || violation.keyword !== 'required';
  if (!OF_ITSELF.has(violation.keyword) || CHOICE.test(violation.schemaPath)) return false;
  const steps = violation.instancePath.split('/').slice(1).map(unescapeStep);
  const added = violation.params.additionalProperty;
  return holds(settled, typeof added === 'string' ? [...steps, added] : steps);
}

/** Whether `value` sets the value at `steps`. A map does not count, because it could still be replaced as a whole. */
function holds(value: JsonValue | undefined, [step, ...rest]: readonly string[]): boolean {
  if (value === undefined) return false;
  if (step === undefined) return true;
  if (Array.isArray(value)) return true;
  return isRecord(value) && Object.hasOwn(value, step) && holds(value[step], rest);
}

function join(at: string, path: string): string {
  if (at === '' || path === '') return at + path;
  return path.startsWith('[') ? at + path : `${at}.${path}`;
}

/** Large numbers lose digits that are irrelevant to schemas. */
function toNumbers(value: JsonValue | undefined): JsonValue {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(toNumbers);
  if (!isRecord(value)) return value ?? null;
  const members = Object.entries(value).filter(([, child]) => child !== undefined);
  return Object.fromEntries(members.map(([key, child]) => [key, toNumbers(child)]));
}
