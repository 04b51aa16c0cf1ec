/**
 * The libraries that check schemas and values: ajv, with Go's regular expressions from re2js.
 */
import Ajv from 'ajv';
import Ajv2019 from 'ajv/dist/2019';
import Ajv2020 from 'ajv/dist/2020';
import { RE2JS } from 're2js';
import type { Dialect } from './prepare-schema';

export { _, Name } from 'ajv';
/** The meta-schema of draft 6. */
export { default as DRAFT_6 } from 'ajv/dist/refs/json-schema-draft-06.json';

/** The validator's class for a dialect. */
export function ajvFor(dialect: Dialect): typeof Ajv {
  if (dialect === '2020-12') return Ajv2020 as unknown as typeof Ajv;
  return dialect === '2019-09' ? (Ajv2019 as unknown as typeof Ajv) : Ajv;
}

/** A pattern with Go's syntax; throws for one that Go rejects. */
export function compilePattern(pattern: string) {
  return RE2JS.compile(pattern);
}
