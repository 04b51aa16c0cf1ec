/**
 * Checks data against a JSON Schema from any author.
 *
 * Patterns are those of Go (RE2, as Helm has them), which take time in proportion to the text.
 * All else is counted in steps, and given up after too many of them: the same on every machine.
 */
import type { CodeKeywordDefinition, ErrorObject, KeywordCxt, Options, ValidateFunction } from 'ajv';
import type { JsonValue } from '../data/json';
import { compilePattern, loadAjv, loadCodegen } from './load-validator';
import { checkSchema } from './meta-schema';
import { prepareSchema } from './prepare-schema';
import { type Schema, SchemaDocument } from './schema-document';
import { type Steps, STEPS, stepsForText, stepsInside } from './schema-steps';
import { uniqueItems } from './unique-items';
import { UncompilableSchema, UnusableSchema } from './unusable-schema';

/** What ajv found, with the data and the schema that it is about. */
export type Violation = ErrorObject<string, Record<string, unknown>, unknown>;

/**
 * Steps for one value. The largest schemas of charts that are known take some 10,000 for the
 * charts' own values; these are a few seconds.
 */
const MOST_STEPS = 5_000_000;
/** Violations that are held at a time; of more, the first one is told. */
const MOST_VIOLATIONS = 10_000;

/** More violations than are held. */
class TooMany extends UnusableSchema {}

/** Steps that are left. */
class Work {
  left = 0;

  /** Counts a look at `data`, where so many `violations` were found before. */
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

  /** Steps that the last look at a value took. */
  steps = 0;

  /** Everything that is wrong with `value`; throws UnusableSchema. */
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
  const Ajv = loadAjv(dialect);
  const options: Options = {
    allErrors,
    strict: false,
    verbose: true,
    logger: false,
    validateFormats: false,
    validateSchema: false,
    // a copy of each for every reference would be no end of code
    inlineRefs: false,
    // Helm divides exactly: 0.3 is a multiple of 0.1
    multipleOfPrecision: 9,
    // what it would save is less than what it costs, which is more than linear
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

/** Counts each look at a value, before other rules look at it. */
function countSteps(work: Work): CodeKeywordDefinition {
  return {
    keyword: STEPS,
    before: 'const',
    code({ gen, schema, data }: KeywordCxt) {
      const { _, Name } = loadCodegen();
      const count = gen.scopeValue('func', { ref: work.count });
      const { own, looksInside } = schema as Steps;
      gen.code(_`${count}(${own}, ${looksInside}, ${data}, ${new Name('errors')})`);
    },
  };
}

function firstLine(text: string): string {
  return text.split('\n')[0].slice(0, 200);
}

/** Makes patterns of Go's. */
function goRegExps(work: Work) {
  const compileCounted = (pattern: string) => {
    const compiled = compilePattern(pattern);
    const test = (text: string) => {
      work.take(1 + stepsForText(text.length, pattern.length));
      return compiled.test(text);
    };
    // ajv tells patterns apart by their text
    return { test, toString: () => pattern };
  };
  return Object.assign(compileCounted, { code: 'goRegExp' });
}
