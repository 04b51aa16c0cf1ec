/**
 * Checks data against a JSON Schema that anybody may have written.
 *
 * Patterns are those of Go (RE2, as Helm has them), which take time in proportion to the text;
 * all else is given up after a time. The validator takes long to load, so it is loaded late.
 */
import { createContext, Script } from 'node:vm';
import type { ErrorObject, Options, ValidateFunction } from 'ajv';
import type { JsonValue } from '../data/json';
import { type Dialect, prepareSchema } from './prepare-schema';
import type { Schema } from './schema-document';

/** What ajv found, with the data and the schema that it is about. */
export type Violation = ErrorObject<string, Record<string, unknown>, unknown>;

/** Why a schema cannot be used, for the end of a sentence. */
export class UnusableSchema extends Error {}

/** Milliseconds for one schema, its compilation included. */
const LONGEST = 10_000;

/** Finds all violations of one schema. */
export class SchemaValidator {
  private readonly compiled = new Map<boolean, ValidateFunction>();

  constructor(
    private readonly schema: Schema,
    private readonly longestMs = LONGEST,
  ) {}

  /** Everything that is wrong with `value`; throws UnusableSchema. */
  validate(value: JsonValue): readonly Violation[] {
    // one violation is found sooner than all, and most values have none
    const first = this.run(value, false);
    if (first.length === 0) return first;
    try {
      return this.run(value, true);
    } catch (error) {
      if (error instanceof UnusableSchema) return first;
      throw error;
    }
  }

  private run(value: JsonValue, allErrors: boolean): readonly Violation[] {
    loadAjv('draft-07');
    return withinTime(this.longestMs, () => {
      const validate = this.compiled.get(allErrors) ?? compile(this.schema, allErrors);
      this.compiled.set(allErrors, validate);
      return validate(value) === true ? [] : ((validate.errors ?? []) as Violation[]);
    });
  }
}

function compile(root: Schema, allErrors: boolean): ValidateFunction {
  const { schema, dialect } = prepareSchema(root);
  const Ajv = loadAjv(dialect);
  const options: Options = { allErrors, strict: false, verbose: true, logger: false, validateFormats: false };
  const ajv = new Ajv({ ...options, code: { regExp: goRegExp } });
  try {
    return ajv.compile(schema);
  } catch (error) {
    throw new UnusableSchema(`it is no JSON Schema: ${firstLine((error as Error).message)}`, { cause: error });
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0].slice(0, 200);
}

/** A pattern of Go's; what it does not know throws. */
function goRegExp(pattern: string) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { RE2JS } = require('re2js') as typeof import('re2js');
  const compiled = RE2JS.compile(pattern);
  // ajv tells patterns apart by their text
  return { test: (text: string) => compiled.test(text), toString: () => pattern };
}
goRegExp.code = 'goRegExp';

/** Each dialect has a class of its own. */
function loadAjv(dialect: Dialect): typeof import('ajv').default {
  /* eslint-disable @typescript-eslint/no-require-imports */
  if (dialect === '2020-12') return require('ajv/dist/2020').default;
  if (dialect === '2019-09') return require('ajv/dist/2019').default;
  return require('ajv').default;
  /* eslint-enable @typescript-eslint/no-require-imports */
}

/** What `work` gives; throws UnusableSchema when it takes longer, for which no schema of a chart has a reason. */
function withinTime<T>(ms: number, work: () => T): T {
  const context = createContext({ work });
  try {
    return new Script('work()').runInContext(context, { timeout: ms }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      throw new UnusableSchema(`checking values against it takes longer than ${ms / 1000} s`);
    }
    if (error instanceof RangeError) throw new UnusableSchema(`it is nested too deeply, or refers to itself`);
    throw error;
  }
}
