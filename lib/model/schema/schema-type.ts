/**
 * The TypeScript type of the values that a JSON Schema accepts.
 *
 * Values are merged over the chart's defaults, so a property with a default is optional and may be
 * set to `null`. What a type cannot express is checked at synthesis.
 */
import { isRecord, type JsonObject, type JsonValue } from '../data/json';
import { type Schema, SchemaDocument, schemaIn, schemaMap, schemasIn, textsIn } from './schema-document';
import { objectType } from './schema-object-type';
import { intersect, NO_DEFAULTS, stepDown, type TypePlace, type TypeSource, unite } from './schema-place';
import { formatLiteral, typeName } from './type-text';

const DEEPEST_TYPE = 24;
const MOST_TYPES = 4000;
const MOST_LITERALS = 100;
const SIMPLE: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};
const OBJECT_KEYWORDS = ['properties', 'patternProperties', 'additionalProperties'];

/** Types of one schema document, and the declarations that they need. */
export class SchemaTypes implements TypeSource {
  /** The schema document, which resolves references. */
  readonly document: SchemaDocument;
  /** References to other documents, sorted. */
  readonly foreign = new Set<string>();
  private readonly refs = new Map<string, string>();
  /** References at the very place of another, by key: a type that is one of them is a cycle if they lead back to it. */
  private readonly direct = new Map<string, Set<string>>();
  private readonly numbers = new Map<Schema, number>();
  private readonly ignoresSiblings: boolean;
  private types = 0;

  /** `declarations` are by name, and are shared with other documents. */
  constructor(
    root: Schema,
    private readonly prefix: string,
    private readonly declarations: Map<string, string>,
  ) {
    this.document = new SchemaDocument(root);
    // before draft 2019, keywords next to a $ref are ignored
    this.ignoresSiblings = this.document.draft < 2019;
  }

  /** The type of `schema` as an expression; `unknown` if it accepts anything. */
  typeOf(schema: Schema, place: TypePlace): string {
    if (typeof schema === 'boolean') return schema ? 'unknown' : 'never';
    if (place.depth > DEEPEST_TYPE || ++this.types > MOST_TYPES) return 'unknown';
    if (typeof schema.$ref !== 'string') return this.withoutRef(schema, place);
    const target = this.refType(schema.$ref, schema, place);
    return this.ignoresSiblings ? target : intersect([target, this.withoutRef(schema, place)]);
  }

  /** Declares a type under a name similar to `name`; passes the name to `write`, and returns it. */
  declare(name: string, write: (name: string) => string): string {
    return declare(this.declarations, name, write);
  }

  private withoutRef(schema: JsonObject, place: TypePlace): string {
    const isClosed = schema.additionalProperties === false || schema.unevaluatedProperties === false || place.isClosed;
    const inner = { ...place, isClosed, depth: place.depth + 1 };
    const all = (key: string) => schemasIn(schema, key).map(branch => this.typeOf(branch, inner));
    const some = (key: string) => (Array.isArray(schema[key]) ? unite(all(key)) : 'unknown');
    return intersect([this.ownType(schema, place), ...all('allOf'), some('anyOf'), some('oneOf')]);
  }

  private ownType(schema: JsonObject, place: TypePlace): string {
    if (schema.const !== undefined) return formatLiteral(schema.const) ?? 'unknown';
    if (Array.isArray(schema.enum)) return literals(schema.enum);
    const types = textsIn(schema, 'type');
    if (types.length > 0) return unite(types.map(type => this.typeNamed(type, schema, place)));
    if (OBJECT_KEYWORDS.some(key => schema[key] !== undefined)) return objectType(this, schema, place);
    return schema.items === undefined ? 'unknown' : this.listType(schema, place);
  }

  private typeNamed(type: string, schema: JsonObject, place: TypePlace): string {
    if (type === 'object') return objectType(this, schema, place);
    if (type === 'array') return this.listType(schema, place);
    return Object.hasOwn(SIMPLE, type) ? SIMPLE[type] : 'unknown';
  }

  private listType(schema: JsonObject, place: TypePlace): string {
    const place1 = { ...place, name: `${place.name}Item`, defaults: NO_DEFAULTS, ...stepDown(place) };
    const first = [...schemasIn(schema, 'prefixItems'), ...schemasIn(schema, 'items')];
    const rest = schemaIn(schema, 'items') ?? (first.length > 0 ? schemaIn(schema, 'additionalItems') : undefined);
    const items = [...first, rest ?? true].filter(item => first.length === 0 || item !== false);
    const type = unite(items.map(item => this.typeOf(item, place1)));
    return /^\w+$/.test(type) ? `readonly ${type}[]` : `readonly (${type})[]`;
  }

  private refType(reference: string, from: JsonObject, place: TypePlace): string {
    const found = this.document.resolve(reference, from);
    if ('isForeign' in found) this.foreign.add(reference);
    if (!('schema' in found)) return 'unknown';
    const { schema: target } = found;
    const isMerged = place.defaults === 'any' || place.defaults.value !== undefined;
    const key = `${isMerged ? 'merged' : 'whole'} ${place.isClosed ? 'closed' : 'open'} ${this.numberOf(target)}`;
    if (this.leadsBack(key, place.following)) return 'unknown';
    const known = this.refs.get(key);
    if (known !== undefined) return known;
    const last = reference.split('/').at(-1)!;
    const name = `${this.prefix}${typeName(last === '#' ? 'Root' : last)}`;
    const following = [...place.following, key];
    const defaults = isMerged ? 'any' : NO_DEFAULTS;
    const inner = { name, defaults, following, isClosed: place.isClosed, depth: place.depth + 1 } as const;
    const remember = (own: string) => void this.refs.set(key, own);
    if (isInterface(target)) return objectType(this, target, inner, remember);
    return this.declare(name, own => {
      remember(own);
      return `export type ${own} = ${this.typeOf(target, { ...inner, name: `${own}Value` })}`;
    });
  }

  /** Whether the type for `key` is, by references alone, one of those that are being written at this place. */
  private leadsBack(key: string, following: readonly string[]): boolean {
    const reached = new Set([key]);
    for (const one of reached) for (const next of this.direct.get(one) ?? []) reached.add(next);
    if (following.some(one => reached.has(one))) return true;
    const [from] = following.slice(-1);
    if (from !== undefined) this.direct.set(from, (this.direct.get(from) ?? new Set()).add(key));
    return false;
  }

  /** References to the same schema share a type. */
  private numberOf(target: Schema): number {
    const number = this.numbers.get(target) ?? this.numbers.size;
    this.numbers.set(target, number);
    return number;
  }
}

/** Declares an interface or a type under a name similar to `name`, and returns that name. */
export function declare(declarations: Map<string, string>, name: string, write: (name: string) => string): string {
  let free = name;
  for (let i = 2; declarations.has(free); i++) free = `${name}${i}`;
  // reserves the name, so that the type may refer to itself
  declarations.set(free, '');
  declarations.set(free, write(free));
  return free;
}

/** Whether the type is a single interface, which may refer to itself. */
function isInterface(schema: Schema): schema is JsonObject {
  if (!isRecord(schema) || schema.type !== 'object' || schemaMap(schema, 'properties').length === 0) return false;
  return ['$ref', 'allOf', 'anyOf', 'oneOf', 'enum', 'const'].every(key => schema[key] === undefined);
}

function literals(values: readonly JsonValue[]): string {
  const known = values.map(value => formatLiteral(value) ?? 'unknown');
  return values.length > MOST_LITERALS ? unite(values.map(v => (v === null ? 'null' : typeof v))) : unite(known);
}
