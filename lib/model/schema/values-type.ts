/**
 * The type of the values of one chart: what its schema says, and those of the charts in it.
 */
import { isRecord, type JsonObject, type JsonValue } from '../data/json';
import { formatInterface } from './schema-object-type';
import { type Defaults, intersect } from './schema-place';
import { declare, SchemaTypes } from './schema-type';
import { formatKey, typeName } from './type-text';
import { hasSchema, type SubchartSchema, type ValuesSchema } from './values-schema';

/** The type of the values of one chart. */
export interface ValuesType {
  /** `CertManagerValues`. */
  readonly name: string;
  /** References that lead out of a schema: what they say is not in the type. */
  readonly foreign: readonly string[];
}

/** Declares the type of the values of `profile`; `undefined` when nothing is known of them. */
export function valuesType(
  profile: string,
  schema: ValuesSchema,
  declarations: Map<string, string>,
): ValuesType | undefined {
  if (!hasSchema(schema)) return undefined;
  const prefix = typeName(profile);
  const foreign = new Set<string>();
  const expression = chartType(prefix, schema, { value: schema.defaults }, { declarations, foreign });
  if (expression === 'unknown') return undefined;
  const isDeclared = declarations.has(expression);
  const alias = (name: string) => `export type ${name} = ${intersect(['object', expression])}`;
  const name = isDeclared ? expression : declare(declarations, `${prefix}Values`, alias);
  return { name, foreign: [...foreign].sort() };
}

interface Found {
  readonly declarations: Map<string, string>;
  readonly foreign: Set<string>;
}

/** The type of a chart and of what is in it; `prefix` begins the names of all its types. */
function chartType(prefix: string, chart: ValuesSchema, defaults: Defaults, found: Found): string {
  const { schema = true, subcharts } = chart;
  const types = new SchemaTypes(schema, prefix, found.declarations);
  const name = `${prefix}Values`;
  const place = { name, defaults, depth: 0, following: [] };
  const own = types.typeOf(schema, place);
  types.foreign.forEach(reference => found.foreign.add(reference));
  const lines = subcharts.filter(hasSchema).flatMap(subchart => {
    const type = subchartType(prefix + typeName(subchart.name), subchart, defaults, found);
    return type === 'unknown' ? [] : `${formatKey(subchart.name)}?: ${type} | null;`;
  });
  if (lines.length === 0) return own;
  // an index signature of its own would let any key through
  const rest = own === 'unknown' ? ['[key: string]: unknown;'] : [];
  const write = (free: string) => formatInterface(free, [...lines, ...rest]);
  return intersect([own, types.declare(own === 'unknown' ? name : `${prefix}Charts`, write)]);
}

/** Its own schema, and what switches it on. */
function subchartType(prefix: string, subchart: SubchartSchema, around: Defaults, found: Found): string {
  const parent = around !== 'any' && isRecord(around.value) ? around.value[subchart.name] : undefined;
  const value = { ...subchart.defaults, ...(isRecord(parent) ? parent : {}) };
  const type = chartType(prefix, subchart, { value: value as JsonValue }, found);
  const switches = subchart.conditions.flatMap(path => {
    const [name, key, ...more] = path.split('.');
    return name === subchart.name && key !== undefined && more.length === 0 ? [key] : [];
  });
  const unknown = switches.filter(key => !knowsKey(subchart.schema, key));
  if (type === 'unknown' || unknown.length === 0) return type;
  return intersect([type, `{ ${unknown.map(key => `${formatKey(key)}?: boolean | null`).join('; ')} }`]);
}

function knowsKey(schema: ValuesSchema['schema'], key: string): boolean {
  const properties = isRecord(schema) ? (schema.properties as JsonObject | undefined) : undefined;
  return isRecord(properties) && Object.hasOwn(properties, key);
}
