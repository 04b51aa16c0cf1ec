/**
 * A JSON Schema document: what its keywords are, and where its references lead.
 *
 * Only references inside of the document are followed. Nothing is fetched.
 */
import { compareText } from '../data/compare-text';
import { isRecord, type JsonObject, type JsonValue } from '../data/json';

/** A schema: `true` and `false` are schemas too. */
export type Schema = boolean | JsonObject;

/** Deeper schemas and values are not looked at. */
export const DEEPEST = 64;

/** Whether `value` can be a schema. */
export function isSchema(value: JsonValue | undefined): value is Schema {
  return typeof value === 'boolean' || isRecord(value);
}

/** The schema in keyword `key`. */
export function schemaIn(schema: JsonObject, key: string): Schema | undefined {
  const value = schema[key];
  return isSchema(value) ? value : undefined;
}

/** The schemas that keyword `key` lists. */
export function schemasIn(schema: JsonObject, key: string): Schema[] {
  const value = schema[key];
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** The schemas of keyword `key` by name, sorted. */
export function schemaMap(schema: JsonObject, key: string): [string, Schema][] {
  const value = schema[key];
  if (!isRecord(value)) return [];
  const found = Object.entries(value).filter((entry): entry is [string, Schema] => isSchema(entry[1]));
  return found.sort(([a], [b]) => compareText(a, b));
}

/** Texts in keyword `key`, which holds one or a list of them. */
export function textsIn(schema: JsonObject, key: string): string[] {
  return [schema[key]].flat().filter(text => typeof text === 'string');
}

/** References of one document, by what they lead to. */
export class SchemaDocument {
  private readonly anchors = new Map<string, Schema>();
  private readonly ids = new Map<string, Schema>();

  constructor(readonly root: Schema) {
    if (isRecord(root)) this.collect(root, 0);
  }

  /** What `reference` leads to; `undefined` outside of the document. */
  resolve(reference: string): Schema | undefined {
    if (reference === '#') return this.root;
    if (reference.startsWith('#/')) return this.follow(reference.slice(2).split('/'));
    return this.anchors.get(reference.replace(/^#/, '')) ?? this.ids.get(reference);
  }

  private follow(steps: readonly string[]): Schema | undefined {
    let at: JsonValue | undefined = this.root;
    for (const step of steps) {
      const key = decode(step).replaceAll('~1', '/').replaceAll('~0', '~');
      if (Array.isArray(at)) at = at[Number(key)];
      else at = isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined;
    }
    return isSchema(at) ? at : undefined;
  }

  private collect(node: JsonValue, depth: number): void {
    if (typeof node !== 'object' || node === null || depth > DEEPEST) return;
    if (isRecord(node)) {
      const { $anchor, $id, id } = node;
      if (typeof $anchor === 'string') this.anchors.set($anchor, node);
      for (const name of [$id, id]) if (typeof name === 'string') this.name(name, node);
    }
    for (const child of Object.values(node)) this.collect(child as JsonValue, depth + 1);
  }

  private name(id: string, schema: JsonObject): void {
    if (id.startsWith('#')) this.anchors.set(id.slice(1), schema);
    else this.ids.set(id, schema);
  }
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    // no percent encoding: it stands for itself
    return step;
  }
}
