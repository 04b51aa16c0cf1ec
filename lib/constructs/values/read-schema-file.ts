/**
 * Reads files with the schemas of charts once, and checks them against the digest in their name.
 */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { readText } from '../files/read-text-file';
import { digestOf, parseValuesSchema, schemaFileName, type ValuesSchema } from '../../model/schema/values-schema';

type FoundSchema = { readonly schema: ValuesSchema } | { readonly reason: string };

const known = new Map<string, { readonly state: string; readonly found: FoundSchema }>();

/** The schema in `file`, relative to the working directory, or why it cannot be used. */
export function readSchemaFile(file: string): FoundSchema {
  const state = stateOf(file);
  const before = known.get(file);
  if (before !== undefined && before.state === state) return before.found;
  const found = read(file);
  known.set(file, { state, found });
  return found;
}

function read(file: string): FoundSchema {
  const content = readText(file);
  if ('problem' in content) return { reason: content.problem.kind === 'unreadable-file' ? content.problem.reason : '' };
  if (schemaFileName(digestOf(content.text)) !== basename(file)) {
    return { reason: 'it has been changed: its digest differs from its name' };
  }
  try {
    return { schema: parseValuesSchema(content.text) };
  } catch {
    return { reason: 'it is not valid JSON' };
  }
}

/** Changes if the file does. */
function stateOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? 'absent' : `${process.cwd()} ${found.mtimeMs} ${found.size}`;
}
