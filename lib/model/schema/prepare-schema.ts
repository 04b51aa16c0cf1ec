/**
 * A JSON Schema as the validator takes it, and means what it means to Helm.
 *
 * What a reference out of the document says is not known, so it allows everything: Helm would
 * fetch it, and synthesis reads no network.
 */
import { isRecord, type JsonObject, type JsonValue } from '../data/json';
import { DEEPEST, type Schema, SchemaDocument } from './schema-document';

/** Versions of JSON Schema that differ in their keywords. */
export type Dialect = 'draft-07' | '2019-09' | '2020-12';

export interface PreparedSchema {
  readonly schema: Schema;
  readonly dialect: Dialect;
}

/** Members that hold data and no schemas. */
const DATA = new Set(['const', 'enum', 'default', 'examples', 'example']);

/** Prepares a copy of `root`; throws RangeError when it is nested too deeply. */
export function prepareSchema(root: Schema): PreparedSchema {
  const dialect = dialectOf(root);
  const preparing = new Preparing(new SchemaDocument(root), dialect);
  const schema = preparing.copy(root, 0) as Schema;
  if (!isRecord(schema)) return { schema, dialect };
  const rest = Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id' && key !== 'id');
  return { schema: Object.fromEntries(rest), dialect };
}

/** As github.com/santhosh-tekuri/jsonschema/v6 finds it, which Helm uses; drafts before 7 differ in a few keywords. */
export function dialectOf(root: Schema): Dialect {
  const url = isRecord(root) && typeof root.$schema === 'string' ? root.$schema : '';
  if (/draft-0[3-7]\/schema/.test(url)) return 'draft-07';
  return url.includes('draft/2019-09') ? '2019-09' : '2020-12';
}

class Preparing {
  private readonly isDraft4: boolean;

  constructor(
    private readonly document: SchemaDocument,
    private readonly dialect: Dialect,
  ) {
    const { root } = document;
    this.isDraft4 = isRecord(root) && typeof root.$schema === 'string' && /draft-0[34]\/schema/.test(root.$schema);
  }

  copy(value: JsonValue, depth: number): JsonValue {
    if (depth > DEEPEST) throw new RangeError(`it is nested more than ${DEEPEST} deep`);
    if (Array.isArray(value)) return value.map(item => this.copy(item, depth + 1));
    if (!isRecord(value)) return value;
    const members = this.withoutForeignRef(value);
    return Object.fromEntries(Object.entries(members).map(([key, child]) => [key, this.member(key, child!, depth)]));
  }

  private member(key: string, child: JsonValue, depth: number): JsonValue {
    return DATA.has(key) && !isRecord(child) ? child : this.copy(child, depth + 1);
  }

  private withoutForeignRef(schema: JsonObject): JsonObject {
    const { $ref, ...others } = schema;
    if (typeof $ref !== 'string') return this.isDraft4 ? fromDraft4(schema) : schema;
    const isKnown = this.document.resolve($ref) !== undefined;
    // until 2019, what stands beside a $ref is ignored
    if (this.dialect === 'draft-07') return isKnown ? { $ref } : {};
    return isKnown ? schema : others;
  }
}

/** `exclusiveMinimum: true` was said beside `minimum`, and `$id` was `id`. */
function fromDraft4(schema: JsonObject): JsonObject {
  const members = new Map(Object.entries(schema));
  for (const bound of ['Minimum', 'Maximum']) {
    const key = `exclusive${bound}`;
    const limit = schema[bound.toLowerCase()];
    if (typeof schema[key] !== 'boolean') continue;
    members.delete(key);
    if (schema[key] !== true || limit === undefined) continue;
    members.set(key, limit);
    members.delete(bound.toLowerCase());
  }
  if (typeof schema.id === 'string') members.delete('id');
  return Object.fromEntries(members);
}
