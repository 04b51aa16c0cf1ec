/**
 * Checks whether a document is a valid JSON Schema, by the meta-schema of its draft.
 *
 * Helm checks all of it, including parts that nothing refers to.
 */
import type { ValidateFunction } from 'ajv';
import type { JsonObject } from '../data/json';
import { ajvFor, compilePattern, DRAFT_6 } from './validator-classes';
import type { SchemaDocument } from './schema-document';
import type { Draft } from './schema-draft';
import { UncompilableSchema } from './unusable-schema';

const KEYS: Readonly<Record<Draft, string>> = {
  4: 'cdk8s-profiles:draft-04',
  6: 'http://json-schema.org/draft-06/schema',
  7: 'http://json-schema.org/draft-07/schema',
  2019: 'https://json-schema.org/draft/2019-09/schema',
  2020: 'https://json-schema.org/draft/2020-12/schema',
};

const known = new Map<Draft, ValidateFunction>();

/** Throws UncompilableSchema if it is not. */
export function checkSchema(document: SchemaDocument): void {
  const { draft, root, faults } = document;
  const check = known.get(draft) ?? loadMetaSchema(draft);
  known.set(draft, check);
  if (check(root) !== true) {
    const [{ instancePath, message = 'is wrong' }] = check.errors!;
    const at = instancePath === '' ? 'it' : `"${instancePath.slice(0, 200)}"`;
    throw new UncompilableSchema(`it is not a JSON Schema: ${at} ${message}`);
  }
  if (faults.length > 0) throw new UncompilableSchema(faults[0]);
  checkPatterns(document.schemas);
}

function checkPatterns(schemas: Iterable<JsonObject>): void {
  const seen = new Set<string>();
  for (const { pattern, patternProperties } of schemas) {
    for (const text of [pattern, ...Object.keys(patternProperties ?? {})]) {
      if (typeof text !== 'string' || seen.has(text)) continue;
      seen.add(text);
      try {
        compilePattern(text);
      } catch {
        throw new UncompilableSchema(`it is not a JSON Schema: Go cannot read the pattern "${text.slice(0, 200)}"`);
      }
    }
  }
}

function loadMetaSchema(draft: Draft): ValidateFunction {
  const Ajv = ajvFor(draft === 2020 ? '2020-12' : draft === 2019 ? '2019-09' : 'draft-07');
  const ajv = new Ajv({ strict: false, logger: false, validateFormats: false });
  if (draft === 6) ajv.addMetaSchema(DRAFT_6);
  if (draft === 4) ajv.addSchema(DRAFT_4, KEYS[4]);
  return ajv.getSchema(KEYS[draft])!;
}

const COUNT = { type: 'integer', minimum: 0 };
const NAMES = { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true };
const SCHEMA = { $ref: '#' };
const SCHEMAS = { type: 'array', items: SCHEMA, minItems: 1 };
const BY_NAME = { type: 'object', additionalProperties: SCHEMA };
const TYPE = { enum: ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] };

/** The meta-schema of draft 4, which ajv no longer includes. */
const DRAFT_4 = {
  type: 'object',
  dependencies: { exclusiveMaximum: ['maximum'], exclusiveMinimum: ['minimum'] },
  properties: {
    id: { type: 'string' },
    $schema: { type: 'string' },
    title: { type: 'string' },
    description: { type: 'string' },
    multipleOf: { type: 'number', exclusiveMinimum: 0 },
    maximum: { type: 'number' },
    exclusiveMaximum: { type: 'boolean' },
    minimum: { type: 'number' },
    exclusiveMinimum: { type: 'boolean' },
    maxLength: COUNT,
    minLength: COUNT,
    pattern: { type: 'string' },
    additionalItems: { anyOf: [{ type: 'boolean' }, SCHEMA] },
    items: { anyOf: [SCHEMA, SCHEMAS] },
    maxItems: COUNT,
    minItems: COUNT,
    uniqueItems: { type: 'boolean' },
    maxProperties: COUNT,
    minProperties: COUNT,
    required: NAMES,
    additionalProperties: { anyOf: [{ type: 'boolean' }, SCHEMA] },
    definitions: BY_NAME,
    properties: BY_NAME,
    patternProperties: BY_NAME,
    dependencies: { type: 'object', additionalProperties: { anyOf: [SCHEMA, NAMES] } },
    enum: { type: 'array', minItems: 1, uniqueItems: true },
    type: { anyOf: [TYPE, { type: 'array', items: TYPE, minItems: 1, uniqueItems: true }] },
    format: { type: 'string' },
    allOf: SCHEMAS,
    anyOf: SCHEMAS,
    oneOf: SCHEMAS,
    not: SCHEMA,
  },
};
