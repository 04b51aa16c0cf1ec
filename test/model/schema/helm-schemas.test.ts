/**
 * Schemas and values as Helm sees them: `test/data/schemas/rows.json` contains Helm's results.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JsonValue } from '../../../lib/model/data/json';
import type { Schema } from '../../../lib/model/schema/schema-document';
import { SchemaValidator } from '../../../lib/model/schema/schema-validator';
import { UnusableSchema } from '../../../lib/model/schema/unusable-schema';

interface Row {
  readonly schema: Schema;
  readonly values: readonly JsonValue[];
  readonly says: readonly ('taken' | 'refused' | 'unusable')[];
}

const ROWS = JSON.parse(readFileSync(resolve(__dirname, '../../data/schemas/rows.json'), 'utf8')) as Row[];

function ask(validator: SchemaValidator, value: JsonValue): string {
  try {
    return validator.validate(value).length === 0 ? 'taken' : 'refused';
  } catch (error) {
    if (error instanceof UnusableSchema) return 'unusable';
    throw error;
  }
}

test.each(ROWS.map(row => [JSON.stringify(row.schema), row] as const))('%s', (_, { schema, values, says }) => {
  const validator = new SchemaValidator(schema);
  expect(values.map(value => ask(validator, value))).toEqual(says);
});
