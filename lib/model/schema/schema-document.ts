/**
 * A JSON Schema document, its keywords, and the targets of its references.
 *
 * Only references inside the document are followed. Nothing is fetched.
 */
import { compareText } from '../data/compare-text';
import { isRecord, type JsonObject, type JsonValue } from '../data/json';
import { type Draft, draftOf, idKeyword, schemasWithin } from './schema-draft';

/** A schema, which may also be `true` or `false`. */
export type Schema = boolean | JsonObject;

/** Deeper schemas and values are not checked. */
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

/** Texts in keyword `key`, which may be a single text or a list. */
export function textsIn(schema: JsonObject, key: string): string[] {
  return [schema[key]].flat().filter(text => typeof text === 'string');
}

/** The target of a reference. */
export type Resolution =
  | { readonly schema: Schema }
  /** In another document, on the network; only Helm fetches it. */
  | { readonly isForeign: true }
  /** Missing, so that Helm refuses the schema; for the end of a sentence. */
  | { readonly fault: string };

/** A schema with its own URL, and its parts except nested ones with their own URL. */
interface Resource {
  readonly url: string;
  readonly root: Schema;
  readonly anchors: Map<string, JsonObject>;
}

/** The URL that Helm gives to the schema. */
const ROOT_URL = 'file:///values.schema.json';
const LONGEST_SHOWN = 200;

/** Resolves the references of one document. */
export class SchemaDocument {
  /** The newest draft if `$schema` is absent or unknown. */
  readonly draft: Draft;
  /** The first reason found why Helm cannot use it. */
  readonly faults: string[] = [];
  private readonly resources = new Map<string, Resource>();
  private readonly owners = new Map<JsonObject, Resource>();

  constructor(readonly root: Schema) {
    const draft = draftOf(root);
    if (typeof draft === 'object') this.faults.push(draft.fault);
    this.draft = typeof draft === 'object' ? 2020 : draft;
    const outermost = this.addResource(ROOT_URL, root);
    if (isRecord(root)) this.collect(root, outermost, 0);
  }

  /** Every schema in the document, except `true` and `false`. */
  get schemas(): Iterable<JsonObject> {
    return this.owners.keys();
  }

  /** Resolves `reference` in `from`. */
  resolve(reference: string, from: JsonObject): Resolution {
    const shown = `"${reference.slice(0, LONGEST_SHOWN)}"`;
    const found = splitReference(reference, this.owners.get(from)?.url ?? ROOT_URL);
    if (found === undefined) return { fault: `${shown} is not a reference` };
    const { url, fragment } = found;
    const resource = this.resources.get(url);
    if (resource === undefined) {
      if (/^(?:https?|urn):/.test(url)) return { isForeign: true };
      return { fault: `${shown} refers to a file next to the schema, which Helm does not have` };
    }
    const target = isPointer(fragment) ? this.follow(resource, fragment) : resource.anchors.get(fragment);
    return target === undefined ? { fault: `${shown} refers to nothing in the schema` } : { schema: target };
  }

  private follow(resource: Resource, pointer: string): Schema | undefined {
    let at: JsonValue | undefined = resource.root;
    let owner = resource;
    for (const step of pointer.split('/').slice(1)) {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      if (Array.isArray(at)) at = /^\d+$/.test(key) ? at[Number(key)] : undefined;
      else at = isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined;
      if (isRecord(at)) owner = this.owners.get(at) ?? owner;
    }
    // a reference turns its target into a schema, wherever it is
    if (isRecord(at)) this.collect(at, owner, 0);
    return isSchema(at) ? at : undefined;
  }

  private collect(node: JsonValue, around: Resource, depth: number): void {
    if (!isRecord(node) || depth > DEEPEST || this.owners.has(node)) return;
    const resource = this.resourceOf(node, around);
    this.owners.set(node, resource);
    this.collectAnchors(node, resource);
    for (const child of schemasWithin(node, this.draft)) this.collect(child, resource, depth + 1);
  }

  private resourceOf(node: JsonObject, around: Resource): Resource {
    const id = this.textOf(node, idKeyword(this.draft));
    if (id === undefined || id.startsWith('#') || id === '') return around;
    const found = splitReference(id, around.url);
    if (found === undefined) {
      this.faults.push(`"${idKeyword(this.draft)}" is "${id.slice(0, LONGEST_SHOWN)}", which is not a URL`);
      return around;
    }
    const known = this.resources.get(found.url);
    if (known === undefined) return this.addResource(found.url, node);
    if (known.root !== node) this.faults.push(`two schemas in it are called "${id.slice(0, LONGEST_SHOWN)}"`);
    return known;
  }

  private addResource(url: string, root: Schema): Resource {
    const resource = { url, root, anchors: new Map<string, JsonObject>() };
    this.resources.set(url, resource);
    return resource;
  }

  private collectAnchors(node: JsonObject, { anchors }: Resource): void {
    const names =
      this.draft < 2019
        ? [/#([^/].*)$/s.exec(this.textOf(node, idKeyword(this.draft)) ?? '')?.[1]]
        : ['$anchor', '$dynamicAnchor'].map(key => this.textOf(node, key));
    for (const name of names) {
      if (name === undefined) continue;
      if ((anchors.get(name) ?? node) !== node) this.faults.push(`two schemas in it are called "${name}"`);
      anchors.set(name, node);
    }
  }

  /** Before draft 2019, keywords next to a reference are ignored. */
  private textOf(node: JsonObject, key: string): string | undefined {
    if (this.draft < 2019 && node.$ref !== undefined) return undefined;
    const value = node[key];
    return typeof value === 'string' ? value : undefined;
  }
}

function isPointer(fragment: string): boolean {
  return fragment === '' || fragment.startsWith('/');
}

/** Splits a URL into the part before its fragment and the decoded fragment. */
function splitReference(reference: string, base: string): { url: string; fragment: string } | undefined {
  try {
    const url = new URL(reference, base);
    const fragment = decodeURIComponent(url.hash.slice(1));
    url.hash = '';
    return { url: url.href, fragment };
  } catch {
    // the parser's message differs between versions of Node
    return undefined;
  }
}
