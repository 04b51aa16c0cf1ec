/**
 * Reads YAML by a schema: the data, and every field that is wrong with its line and column.
 *
 * A wrong field counts as absent. So does null, as in Helm and Kubernetes.
 */
import { nearestNames } from '../data/nearest-names';
import { nameValue } from '../formats/field-reader';
import type { Problem } from '../problem';
import type { FileLocation } from '../yaml/file-location';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';
import type { DataOf, FileSchema, ObjectSchema } from './file-schema';

/** What was read, and what is wrong. */
export interface ReadBySchema<S> {
  /** Absent: it is of another type. Fields that are wrong are missing, even required ones. */
  readonly data?: Partial<DataOf<S>>;
  readonly problems: readonly Problem[];
}

const TYPES = { object: 'a map', array: 'a list', string: 'text', boolean: 'true or false', integer: 'a whole number' };

/** Reads `root`, called `subject` in messages. */
export function readBySchema<const S extends ObjectSchema>(root: YamlMap, schema: S, subject: string): ReadBySchema<S> {
  const reader = new SchemaReader(subject);
  const data = reader.read(root, schema, []) as Partial<DataOf<S>> | undefined;
  return { data, problems: reader.problems };
}

class SchemaReader {
  readonly problems: Problem[] = [];

  constructor(private readonly subject: string) {}

  /** The data of `value`, which is at `path`; `undefined` if it is wrong. */
  read(value: YamlValue, schema: FileSchema, path: readonly (string | number)[]): unknown {
    if ('anyOf' in schema) {
      const fitting = schema.anyOf.find(alternative => typeOf(alternative) === toType(value));
      const [first, ...others] = schema.anyOf;
      return this.read(value, fitting ?? others.find(isFalse) ?? first, path);
    }
    if ('const' in schema) return isFalse(schema) ? this.readFalse(value, path) : this.readChoice(value, [schema.const], path); // prettier-ignore
    if ('enum' in schema) return this.readChoice(value, schema.enum, path);
    switch (schema.type) {
      case 'object':
        return value.type === 'map' ? this.readMap(value, schema, path) : this.refuse(value, schema.type, path);
      case 'array':
        return value.type === 'list' ? this.readList(value.items, schema.items, path) : this.refuse(value, schema.type, path); // prettier-ignore
      case 'string':
        return this.readText(value, path);
      case 'boolean':
        return value.type === 'boolean' ? /^t/i.test(value.text) : this.refuse(value, schema.type, path);
      case 'integer':
        return this.readInteger(value, schema.minimum, path);
    }
  }

  private readMap(map: YamlMap, schema: ObjectSchema, path: readonly (string | number)[]): unknown {
    for (const { key, at } of map.repeated) this.report([...path, key], 'is written twice', 'keep one', at);
    const { properties = {}, required = [], additionalProperties } = schema;
    const data: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [key, value] of map.fields) {
      const at = [...path, key];
      const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (known === false) this.reportUnknown(at, Object.keys(properties), value.at);
      else if (value.type !== 'null' && known !== undefined) data[key] = this.read(value, known, at);
    }
    for (const key of required.filter(name => (map.fields.get(name)?.type ?? 'null') === 'null')) {
      this.report([...path, key], 'is missing', remedyFor(properties[key], key), map.fields.get(key)?.at ?? map.at);
    }
    return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  }

  private readList(items: readonly YamlValue[], schema: FileSchema, path: readonly (string | number)[]): unknown[] {
    const read = items.map(
      (item, i) =>
      item.type === 'null' ? this.report([...path, i], 'is empty', 'drop it', item.at) : this.read(item, schema, [...path, i]), // prettier-ignore
    );
    // an item without a required field was reported, and is left out
    return read.filter(item => item !== undefined && isWhole(item, schema));
  }

  private readText(value: YamlValue, path: readonly (string | number)[]): string | undefined {
    if (value.type !== 'text' || value.isOtherInGo === true) {
      const remedy = 'text' in value ? `quote it: "${value.text}"` : 'write text';
      const what = value.type === 'text' ? `is ${value.text}, which Helm and Flux do not read as text` : `is ${nameValue(value)}`; // prettier-ignore
      return this.report(path, what, remedy, value.at);
    }
    return value.text.trim() === '' ? this.report(path, 'is empty', 'write text, or drop it', value.at) : value.text;
  }

  private readInteger(value: YamlValue, minimum: number, path: readonly (string | number)[]): number | undefined {
    const number = value.type === 'number' && /^(?:0|-?[1-9]\d*)$/.test(value.text) ? Number(value.text) : NaN;
    if (Number.isSafeInteger(number) && number >= minimum) return number;
    const what = `is ${value.type === 'text' ? `"${value.text}"` : nameValue(value)}`;
    return this.report(path, what, `write a whole number from ${minimum}, without quotes`, value.at);
  }

  private readFalse(value: YamlValue, path: readonly (string | number)[]): false | undefined {
    if (value.type === 'boolean' && /^f/i.test(value.text)) return false;
    return this.report(path, `is ${nameValue(value)}`, 'write the boolean false, or a map', value.at);
  }

  private readChoice(value: YamlValue, choices: readonly string[], path: readonly (string | number)[]) {
    if (value.type === 'text' && choices.includes(value.text)) return value.text;
    const what = value.type === 'text' ? `is "${value.text}"` : `is ${nameValue(value)}`;
    return this.report(path, what, `write ${choices.join(', ').replace(/, (?=[^,]*$)/, ' or ')}`, value.at);
  }

  private refuse(value: YamlValue, type: keyof typeof TYPES, path: readonly (string | number)[]): undefined {
    return this.report(path, `is ${nameValue(value)}`, `write ${TYPES[type]}`, value.at);
  }

  private reportUnknown(path: readonly (string | number)[], known: readonly string[], at: FileLocation): undefined {
    const [nearest] = nearestNames(known, String(path.at(-1)), 1);
    const suggestion = nearest === undefined ? '' : `did you mean "${nearest}"? `;
    return this.report(path, 'is not known here', `${suggestion}known are ${known.join(', ')}`, at);
  }

  private report(path: readonly (string | number)[], what: string, remedy: string, at: FileLocation): undefined {
    const { file, line, column } = at;
    const name = path.length === 0 ? this.subject : `"${formatPath(path)}"`;
    this.problems.push({ kind: 'invalid-props', what: `${name} ${what}`, remedy, location: { file, line, column } });
  }
}

/** Whether `item` has each field that `schema` requires. */
function isWhole(item: unknown, schema: FileSchema): boolean {
  const required = 'type' in schema && schema.type === 'object' ? (schema.required ?? []) : [];
  return required.every(key => Object.hasOwn(item as object, key));
}

/** `spec.valuesFrom[0].kind`. */
function formatPath(path: readonly (string | number)[]): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}

function remedyFor(schema: FileSchema | undefined, key: string): string {
  return schema !== undefined && 'const' in schema ? `write "${key}: ${schema.const}"` : 'write it';
}

/** Whether only the boolean `false` fits. */
function isFalse(schema: FileSchema): schema is Extract<FileSchema, { readonly const: false }> {
  return 'const' in schema && schema.const === false;
}

function typeOf(schema: FileSchema): string {
  return 'type' in schema ? schema.type : 'string';
}

function toType({ type }: YamlValue): string {
  return { map: 'object', list: 'array', text: 'string', number: 'integer', boolean: 'boolean', null: 'null' }[type];
}
