/**
 * What Helm checks the values of a chart against: `values.schema.json`, after merging them over
 * `values.yaml`, and the same for subcharts.
 *
 * It is stored next to the lock file, as a JSON file that is named by its digest.
 */
import { createHash } from 'node:crypto';
import { escapeUnits } from '../data/invisible-text';
import { canonicalJson, isRecord, type JsonObject, type JsonValue } from '../data/json';
import { isSchema, type Schema, textsIn } from './schema-document';

/** Values of a release. */
export interface ReleaseValues {
  /** Values merged as in Flux, as far as they are known. */
  readonly values: JsonObject;
  /** Values that nothing else can change, if other values are unknown; absent if all are known. */
  readonly settled?: JsonObject;
}

/** Schema and default values of a chart. */
export interface ValuesSchema {
  /** Absent: all values are valid. */
  readonly schema?: Schema;
  readonly defaults: JsonObject;
  readonly subcharts: readonly SubchartSchema[];
  /** Whether values of subcharts become its own (`import-values`), so that not all defaults are known. */
  readonly importsValues?: boolean;
}

/** Schema and default values of a subchart. */
export interface SubchartSchema extends ValuesSchema {
  /** Its alias or name: the key of its values in those of the parent chart. */
  readonly name: string;
  /** Paths in the values of the parent chart; the first that is a boolean enables or disables the subchart. */
  readonly conditions: readonly string[];
  readonly tags: readonly string[];
}

const PREFIX = 'sha256:';

/** Whether it or a subchart has a schema. */
export function hasSchema({ schema, subcharts }: ValuesSchema): boolean {
  return schema !== undefined || subcharts.some(hasSchema);
}

/** The text of its file; the same content gives the same text. */
export function formatValuesSchema(schema: ValuesSchema): string {
  // indented, because people read it in pull requests
  return `${escapeUnits(canonicalJson(schema as unknown as JsonValue))}\n`;
}

/** `sha256:…` of the text of a file, regardless of the line endings that Git uses. */
export function digestOf(text: string): string {
  return PREFIX + createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

/** Name of the file with `digest`: `4619….json`; `undefined` if `digest` does not have the expected form. */
export function schemaFileName(digest: string): string | undefined {
  return /^sha256:[0-9a-f]{64}$/.test(digest) ? `${digest.slice(PREFIX.length)}.json` : undefined;
}

/** Folder of the schemas of the lock file `file`: `catalogs/platform.schemas` for `catalogs/platform.lock.yaml`. */
export function schemaFolderOf(file: string): string {
  return `${withoutLockEnding(file)}.schemas`;
}

/**
 * `catalogs/platform` for `catalogs/platform.lock.yaml`: the common beginning of all files that
 * belong to a lock file.
 */
export function withoutLockEnding(file: string): string {
  return file.replace(/(\.lock)?\.ya?ml$/, '');
}

/** The file with `digest` next to the lock file `file`. */
export function schemaFileOf(file: string, digest: string): string {
  return `${schemaFolderOf(file)}/${schemaFileName(digest)}`;
}

/** Parses the text of a file; throws SyntaxError if it is not valid JSON. */
export function parseValuesSchema(text: string): ValuesSchema {
  return readSchema(JSON.parse(text) as JsonValue);
}

function readSchema(value: JsonValue | undefined): ValuesSchema {
  const object = isRecord(value) ? value : {};
  const { schema, defaults, subcharts, importsValues } = object;
  return {
    schema: isSchema(schema) ? schema : undefined,
    defaults: isRecord(defaults) ? defaults : {},
    subcharts: Array.isArray(subcharts)
      ? subcharts.filter((item): item is JsonObject => isRecord(item)).map(readSubchart)
      : [],
    importsValues: importsValues === true ? true : undefined,
  };
}

function readSubchart(object: JsonObject): SubchartSchema {
  const name = typeof object.name === 'string' ? object.name : '';
  return { ...readSchema(object), name, conditions: textsIn(object, 'conditions'), tags: textsIn(object, 'tags') };
}
