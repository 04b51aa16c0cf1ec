/**
 * Rewrites a JSON Schema for the validator, with the meaning that it has for Helm.
 *
 * The result contains only keywords of its draft, and the targets of references side by side in
 * `$defs`. A reference to another document allows everything: Helm would fetch it, but synthesis
 * uses no network.
 */
import { isRecord, type JsonObject, type JsonValue } from '../data/json';
import { DEEPEST, isSchema, type Schema, SchemaDocument } from './schema-document';
import { type Draft, type KeywordKind, ruleKind } from './schema-draft';
import { addSteps } from './schema-steps';
import { UncompilableSchema, UnusableSchema } from './unusable-schema';

/** Versions of JSON Schema whose keywords the validator distinguishes. */
export type Dialect = 'draft-07' | '2019-09' | '2020-12';

/** A schema that the validator accepts, and its version of JSON Schema. */
export interface PreparedSchema {
  readonly schema: Schema;
  readonly dialect: Dialect;
}

/** Reference keywords; all drafts have the first. In a single document, dynamic references are like static ones. */
const REFERENCES: readonly (readonly [string, Draft])[] = [
  ['$ref', 4],
  ['$recursiveRef', 2019],
  ['$dynamicRef', 2020],
];
/** The largest known schemas of charts contain about 8,000. */
const MOST_SCHEMAS = 50_000;
/** Limits for one generated function: a larger one could exceed the stack. */
const DEEPEST_CODE = 16;
const MOST_IN_CODE = 500;
const MOST_PROPERTIES_IN_CODE = 200;
/** Limit for a list, and for a map other than `properties`. */
const MOST_SIDE_BY_SIDE = 300;
const TOO_MANY = `it contains more than ${MOST_SCHEMAS} schemas`;

/** Prepares a copy of the root of `document`; throws UncompilableSchema, and RangeError if it is nested too deeply. */
export function prepareSchema(document: SchemaDocument): PreparedSchema {
  const { root, draft } = document;
  const dialect = draft === 2020 ? '2020-12' : draft === 2019 ? '2019-09' : 'draft-07';
  if (!isRecord(root)) return { schema: root, dialect };
  const copier = new SchemaCopier(document);
  copier.findTargets(root);
  const schema = copier.copyApart(root);
  const definitions = new Map<string, JsonObject>();
  // copying adds more of them
  for (const [node, name] of copier.names) definitions.set(name, copier.copyApart(node));
  return { schema: definitions.size === 0 ? schema : { ...schema, $defs: Object.fromEntries(definitions) }, dialect };
}

class SchemaCopier {
  /** Targets of references other than the root, and parts that are split off so that none is too large. */
  readonly names = new Map<JsonObject, string>();
  private readonly seen = new Set<JsonObject>();
  /** How many more schemas fit into the current function. */
  private room = 0;
  private readonly draft: Draft;

  constructor(private readonly document: SchemaDocument) {
    this.draft = document.draft;
  }

  /** Finds the targets of all references, starting from `root`. */
  findTargets(root: JsonObject): void {
    const waiting = [{ node: root, depth: 0 }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { node, depth } = next;
      if (depth > DEEPEST) throw new RangeError(`it is nested more than ${DEEPEST} deep`);
      if (this.seen.has(node)) continue;
      if (this.seen.add(node).size > MOST_SCHEMAS) throw new UnusableSchema(TOO_MANY);
      for (const target of this.targetsOf(node)) {
        if (!isRecord(target)) continue;
        this.name(target);
        waiting.push({ node: target, depth: 0 });
      }
      for (const child of this.isReference(node) ? [] : this.childrenOf(node)) {
        waiting.push({ node: child, depth: depth + 1 });
      }
    }
  }

  private name(target: JsonObject): void {
    if (target !== this.document.root && !this.names.has(target)) this.names.set(target, String(this.names.size));
  }

  private childrenOf(node: JsonObject): JsonObject[] {
    return Object.entries(node).flatMap(([key, value]) => {
      const children = childrenOf(ruleKind(key, this.draft), value);
      if (children.length <= MOST_SIDE_BY_SIDE || key === 'properties')
        return children.filter(child => isRecord(child));
      const most = `at most ${MOST_SIDE_BY_SIDE} are read`;
      throw new UnusableSchema(`"${key}" in it contains ${children.length} schemas, and ${most}`);
    });
  }

  /** The targets of the references in `node`. */
  private targetsOf(node: JsonObject): Schema[] {
    return REFERENCES.flatMap(([key, since]) => {
      const reference = node[key];
      if (typeof reference !== 'string' || this.draft < since) return [];
      const found = this.document.resolve(reference, node);
      if ('fault' in found) throw new UncompilableSchema(found.fault);
      return 'schema' in found ? [found.schema] : [];
    });
  }

  /** Before draft 2019, keywords next to a reference are ignored. */
  private isReference(node: JsonObject): boolean {
    return this.draft < 2019 && typeof node.$ref === 'string';
  }

  private copy(value: JsonValue | undefined, depth: number): JsonValue {
    if (!isRecord(value)) return value ?? null;
    if (depth === DEEPEST_CODE || this.room === 0) this.name(value);
    return this.names.has(value) || value === this.document.root ? this.referTo(value) : this.copyWhole(value, depth);
  }

  /** A copy of `node` that contains references instead of their targets. */
  copyApart(node: JsonObject): JsonObject {
    this.room = MOST_IN_CODE;
    return this.copyWhole(node, 0);
  }

  private copyWhole(node: JsonObject, depth: number): JsonObject {
    this.room--;
    const members = new Map<string, JsonValue>();
    const targets = this.targetsOf(node).map(target => (isRecord(target) ? this.referTo(target) : target));
    if (!this.isReference(node)) {
      for (const [key, value] of Object.entries(node)) {
        const kind = ruleKind(key, this.draft);
        if (kind === undefined || value === undefined || isLong(key, value)) continue;
        members.set(key, this.copyMember(kind, value, depth + 1));
      }
      if (this.draft === 4) exclude(members);
      if (isLong('properties', node.properties)) targets.push(...this.splitProperties(node.properties, members));
    }
    const all = members.get('allOf');
    const values = members.get('enum');
    // an empty enum accepts nothing, which the validator does not support
    if (Array.isArray(values) && values.length === 0 && members.delete('enum')) targets.push(false);
    if (targets.length > 0) members.set('allOf', [...targets, ...(Array.isArray(all) ? all : [])]);
    addSteps(members);
    return Object.fromEntries(members);
  }

  private referTo(target: JsonObject): JsonObject {
    const name = this.names.get(target);
    return { $ref: name === undefined ? '#' : `#/$defs/${name}` };
  }

  /** Splits large `properties` into parts that are checked separately; `additionalProperties` needs all names. */
  private splitProperties(properties: JsonObject, members: Map<string, JsonValue>): JsonObject[] {
    const entries = Object.entries(properties);
    members.set('properties', Object.fromEntries(entries.map(([key]) => [key, true])));
    const parts: JsonObject[] = [];
    for (let i = 0; i < entries.length; i += MOST_PROPERTIES_IN_CODE) {
      const part = { properties: Object.fromEntries(entries.slice(i, i + MOST_PROPERTIES_IN_CODE)) };
      this.name(part);
      parts.push(this.referTo(part));
    }
    return parts;
  }

  private copyMember(kind: KeywordKind, value: JsonValue, depth: number): JsonValue {
    if (kind === 'data' || typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(item => (isSchema(item) ? this.copy(item, depth) : item));
    if (kind === 'schema' || kind === 'either') return this.copy(value, depth);
    const entries = Object.entries(value as JsonObject);
    return Object.fromEntries(
      entries.map(([key, child]) => [key, Array.isArray(child) ? child : this.copy(child, depth)]),
    );
  }
}

function childrenOf(kind: KeywordKind | undefined, value: JsonValue | undefined): readonly (JsonValue | undefined)[] {
  if (kind === undefined || kind === 'data' || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value;
  return kind === 'schema' || kind === 'either' ? [value] : Object.values(value);
}

function isLong(key: string, value: JsonValue | undefined): value is JsonObject {
  return key === 'properties' && isRecord(value) && Object.keys(value).length > MOST_PROPERTIES_IN_CODE;
}

/** Draft 4 has `exclusiveMinimum: true` in addition to `minimum`. */
function exclude(members: Map<string, JsonValue>): void {
  for (const bound of ['Minimum', 'Maximum']) {
    const key = `exclusive${bound}`;
    const limit = members.get(bound.toLowerCase());
    const isExclusive = members.get(key) === true;
    members.delete(key);
    if (!isExclusive || limit === undefined) continue;
    members.set(key, limit);
    members.delete(bound.toLowerCase());
  }
}
