/**
 * Checks data against a JSON Schema from any author.
 *
 * Patterns use Go's engine (RE2, like Helm), whose time is proportional to the text. Everything
 * else is counted in steps, which are the same on every machine, and the check is aborted after too
 * many of them.
 */
import type { CodeKeywordDefinition, ErrorObject, KeywordCxt, Options, ValidateFunction } from 'ajv';
import type { JsonValue } from '../data/json';
import { _, ajvFor, compilePattern, Name } from './validator-classes';
import { checkSchema } from './meta-schema';
import { prepareSchema } from './prepare-schema';
import { type Schema, SchemaDocument } from './schema-document';
import { type Steps, STEPS, stepsForText, stepsInside } from './schema-steps';
import { uniqueItems } from './unique-items';
import { UncompilableSchema, UnusableSchema } from './unusable-schema';

/** An error of ajv, with the data and the schema that it is about. */
export type Violation = ErrorObject<string, Record<string, unknown>, unknown>;

/**
 * Steps for one value. The largest known schemas of charts take about 10,000 for the charts' own
 * values; this many take a few seconds.
 */
const MOST_STEPS = 5_000_000;
/** Violations that are held in memory at a time; if there are more, only the first is reported. */
const MOST_VIOLATIONS = 10_000;

/** Thrown if there are more violations than are held. */
class TooMany extends UnusableSchema {}

/** The steps that are left. */
class Work {
  left = 0;

  /** Counts the check of `data`, before which `violations` were found. */
  readonly count = (own: number, looksInside: boolean, data: unknown, violations: number): void => {
    if (violations > MOST_VIOLATIONS) throw new TooMany(`it is broken in more than ${MOST_VIOLATIONS} ways at a time`);
    this.take(looksInside ? own + stepsInside(data) : own);
  };

  take(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new UnusableSchema(`it takes more than ${MOST_STEPS} steps to check values against it`);
  }
}

/** Finds all violations of one schema. */
export class SchemaValidator {
  private readonly compiled = new Map<boolean, ValidateFunction>();
  private readonly work = new Work();

  constructor(private readonly schema: Schema) {}

  /** Steps of the last check. */
  steps = 0;

  /** All violations in `value`; throws UnusableSchema. */
  validate(value: JsonValue): readonly Violation[] {
    try {
      return this.run(value, true);
    } catch (error) {
      if (error instanceof TooMany) return this.run(value, false);
      throw error;
    }
  }

  private run(value: JsonValue, allErrors: boolean): readonly Violation[] {
    try {
      const validate = this.compiled.get(allErrors) ?? compile(this.schema, allErrors, this.work);
      this.compiled.set(allErrors, validate);
      this.work.left = MOST_STEPS;
      return validate(value) === true ? [] : ((validate.errors ?? []) as Violation[]);
    } catch (error) {
      if (error instanceof RangeError) throw new UnusableSchema('it is nested too deeply, or refers to itself');
      throw error;
    } finally {
      this.steps = MOST_STEPS - this.work.left;
    }
  }
}

function compile(root: Schema, allErrors: boolean, work: Work): ValidateFunction {
  const document = new SchemaDocument(root);
  checkSchema(document);
  const { schema, dialect } = prepareSchema(document);
  const Ajv = ajvFor(dialect);
  const options: Options = {
    allErrors,
    strict: false,
    verbose: true,
    logger: false,
    validateFormats: false,
    validateSchema: false,
    // a copy for every reference would make the code far too large
    inlineRefs: false,
    // Helm divides exactly: 0.3 is a multiple of 0.1
    multipleOfPrecision: 9,
    // it costs more than it saves, and its cost grows faster than the schema
    code: { regExp: goRegExps(work), optimize: false },
  };
  const ajv = new Ajv(options);
  ajv
    .removeKeyword('uniqueItems')
    .addKeyword(uniqueItems(length => work.take(stepsForText(length))))
    .addKeyword(countSteps(work));
  try {
    return ajv.compile(schema);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new UncompilableSchema(`it is not a JSON Schema: ${firstLine((error as Error).message)}`, { cause: error });
  }
}

/** Counts each check of a value, before any other rule. */
function countSteps(work: Work): CodeKeywordDefinition {
  return {
    keyword: STEPS,
    before: 'const',
    code({ gen, schema, data }: KeywordCxt) {
      const count = gen.scopeValue('func', { ref: work.count });
      const { own, looksInside } = schema as Steps;
      gen.code(_`${count}(${own}, ${looksInside}, ${data}, ${new Name('errors')})`);
    },
  };
}

function firstLine(text: string): string {
  return text.split('\n')[0].slice(0, 200);
}

/** Creates patterns with Go's syntax. */
function goRegExps(work: Work) {
  const compileCounted = (pattern: string) => {
    const compiled = compilePattern(pattern);
    const test = (text: string) => {
      work.take(1 + stepsForText(text.length, pattern.length));
      return compiled.test(text);
    };
    // ajv distinguishes patterns by their text
    return { test, toString: () => pattern };
  };
  return Object.assign(compileCounted, { code: 'goRegExp' });
}
