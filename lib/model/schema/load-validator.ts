/**
 * Loads the libraries for checking schemas and values with the first schema, because loading them
 * takes long.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import type { AnySchemaObject } from 'ajv';
import type { Dialect } from './prepare-schema';

/** The validator's class for a dialect. */
export function loadAjv(dialect: Dialect): typeof import('ajv').default {
  if (dialect === '2020-12') return require('ajv/dist/2020').default;
  if (dialect === '2019-09') return require('ajv/dist/2019').default;
  return require('ajv').default;
}

/** Code generation, for writing keywords. */
export function loadCodegen(): Pick<typeof import('ajv'), '_' | 'Name'> {
  return require('ajv') as typeof import('ajv');
}

/** The meta-schema of draft 6. */
export function loadDraft6(): AnySchemaObject {
  return require('ajv/dist/refs/json-schema-draft-06.json') as AnySchemaObject;
}

/** A pattern with Go's syntax; throws for one that Go rejects. */
export function compilePattern(pattern: string) {
  const { RE2JS } = require('re2js') as typeof import('re2js');
  return RE2JS.compile(pattern);
}
