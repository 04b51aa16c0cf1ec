/**
 * The type of the values of one chart, from its schema and those of its subcharts.
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
  /** References to other documents, whose content is not part of the type. */
  readonly foreign: readonly string[];
}

/** Declares the type of the values of `profile`; `undefined` if nothing is known about them. */
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

/** The type of a chart and its subcharts; the names of all its types begin with `prefix`. */
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
  // another index signature would allow any key
  const rest = own === 'unknown' ? ['[key: string]: unknown;'] : [];
  const write = (free: string) => formatInterface(free, [...lines, ...rest]);
  return intersect([own, types.declare(own === 'unknown' ? name : `${prefix}Charts`, write)]);
}

/** The type of its own schema, and of the values that enable it. */
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
