/**
 * The TypeScript type of objects that a JSON Schema accepts: an interface or a map.
 */
import { isRecord, type JsonObject, type JsonValue } from '../data/json';
import { type Schema, schemaIn, schemaMap, textsIn } from './schema-document';
import { type Defaults, NO_DEFAULTS, stepDown, type TypePlace, type TypeSource, unite } from './schema-place';
import { formatComment, formatKey, typeName } from './type-text';

/**
 * The type of an object: an interface if it has properties; `onDeclare` receives its name before
 * its members are read.
 */
export function objectType(
  types: TypeSource,
  schema: JsonObject,
  place: TypePlace,
  onDeclare?: (name: string) => void,
): string {
  const properties = schemaMap(schema, 'properties');
  const patterns = schemaMap(schema, 'patternProperties').map(([, value]) => value);
  const additional = schemaIn(schema, 'additionalProperties') ?? true;
  const others = additional === false ? patterns : [...patterns, additional];
  if (properties.length > 0) {
    const isOpen = others.length > 0 && !place.isClosed;
    return types.declare(place.name, name => {
      onDeclare?.(name);
      const lines = properties.flatMap(([key, value]) => property(types, schema, { ...place, name }, key, value));
      const rest = isOpen ? ['[key: string]: unknown;'] : [];
      return formatInterface(name, [...lines, ...rest]);
    });
  }
  if (others.length === 0) return '{ [key: string]: never }';
  const inner = { ...place, name: `${place.name}Value`, defaults: ofMembers(place.defaults), ...stepDown(place) };
  const type = unite(others.map(other => types.typeOf(other, inner)));
  return type === 'unknown' ? 'object' : `{ [key: string]: ${withNull(type, isMerged(place.defaults))} }`;
}

/** `export interface A {…}`, with each member indented by two spaces. */
export function formatInterface(name: string, lines: readonly string[]): string {
  return [`export interface ${name} {`, ...lines.map(line => `  ${line}`), '}'].join('\n');
}

/** Whether values at this place are merged over defaults. */
function isMerged(defaults: Defaults): boolean {
  return defaults === 'any' || isRecord(defaults.value);
}

function property(types: TypeSource, schema: JsonObject, place: TypePlace, key: string, value: Schema): string[] {
  const defaults = defaultsAt(place.defaults, key);
  const hasDefault = defaults === 'any' || defaults.value !== undefined;
  const isRequired = !hasDefault && textsIn(schema, 'required').includes(key);
  const inner = {
    ...place,
    name: memberName(place.name, key),
    defaults,
    ...stepDown(place),
  };
  const type = withNull(types.typeOf(value, inner), hasDefault);
  const { description, deprecated } = isRecord(value) ? value : {};
  const shown = defaults === 'any' ? undefined : (defaults.value ?? undefined);
  const words = typeof description === 'string' ? description : undefined;
  return [
    ...formatComment(words, shown as JsonValue | undefined, deprecated === true),
    `${formatKey(key)}${isRequired ? '' : '?'}: ${type};`,
  ];
}

/** `FlaggerValues` and `mesh` to `FlaggerMesh`. */
function memberName(owner: string, key: string): string {
  return owner.replace(/Values$/, '') + typeName(key).replace(/^Profile(?=\d|$)/, '');
}

/** Adds `null`, which removes a default. */
function withNull(type: string, hasDefault: boolean): string {
  if (!hasDefault || type === 'unknown' || /(^|\| )null$/.test(type)) return type;
  return type === 'never' ? 'null' : `${type} | null`;
}

/** Defaults of member `key`. Null is not merged, but the key may then be set to null. */
function defaultsAt(defaults: Defaults, key: string): Defaults {
  if (defaults === 'any') return 'any';
  const { value } = defaults;
  return isRecord(value) && Object.hasOwn(value, key) ? { value: value[key] } : NO_DEFAULTS;
}

/** Returns the names of the members that have defaults. */
function ofMembers(defaults: Defaults): Defaults {
  return isMerged(defaults) ? 'any' : NO_DEFAULTS;
}
