/**
 * The drafts of JSON Schema: the keywords of each, and which of them contain schemas.
 *
 * Source: github.com/santhosh-tekuri/jsonschema/v6, which Helm uses. Keywords that a draft does not
 * define are ignored.
 */
import type { JsonObject, JsonValue } from '../data/json';

/** Without `$schema`, it is `2020`. */
export type Draft = 4 | 6 | 7 | 2019 | 2020;

/** What a keyword contains. `either`: a schema or a list of schemas; `named`: schemas, or data, by name. */
export type KeywordKind = 'data' | 'schema' | 'list' | 'either' | 'map' | 'named';

interface Keyword {
  readonly kind: KeywordKind;
  readonly since: Draft;
  /** @default every later draft has it */
  readonly until?: Draft;
}

const data = (since: Draft = 4): Keyword => ({ kind: 'data', since });
const schema = (since: Draft = 4, until?: Draft): Keyword => ({ kind: 'schema', since, until });
const list = (since: Draft = 4): Keyword => ({ kind: 'list', since });
const map = (since: Draft = 4): Keyword => ({ kind: 'map', since });

/** Keywords that restrict a value. */
const RULES: ReadonlyMap<string, Keyword> = new Map(
  Object.entries({
    type: data(),
    enum: data(),
    const: data(6),
    multipleOf: data(),
    maximum: data(),
    minimum: data(),
    exclusiveMaximum: data(),
    exclusiveMinimum: data(),
    minLength: data(),
    maxLength: data(),
    pattern: data(),
    minItems: data(),
    maxItems: data(),
    uniqueItems: data(),
    minProperties: data(),
    maxProperties: data(),
    required: data(),
    minContains: data(2019),
    maxContains: data(2019),
    dependentRequired: data(2019),
    not: schema(),
    allOf: list(),
    anyOf: list(),
    oneOf: list(),
    items: { kind: 'either', since: 4 },
    additionalItems: schema(4, 2019),
    prefixItems: list(2020),
    contains: schema(6),
    properties: map(),
    patternProperties: map(),
    additionalProperties: schema(),
    propertyNames: schema(6),
    dependencies: { kind: 'named', since: 4 },
    dependentSchemas: map(2019),
    if: schema(7),
    then: schema(7),
    else: schema(7),
    unevaluatedItems: schema(2019),
    unevaluatedProperties: schema(2019),
  }),
);

/** Keywords whose schemas are used only through references. */
const SHELVES: ReadonlyMap<string, Keyword> = new Map(
  Object.entries({ definitions: map(), $defs: map(2019), contentSchema: schema(2019) }),
);

/** What keyword `key` contains in a draft; `undefined` if it does not restrict values. */
export function ruleKind(key: string, draft: Draft): KeywordKind | undefined {
  return kindIn(RULES, key, draft);
}

function kindIn(keywords: ReadonlyMap<string, Keyword>, key: string, draft: Draft): KeywordKind | undefined {
  const keyword = keywords.get(key);
  if (keyword === undefined || draft < keyword.since || draft > (keyword.until ?? draft)) return undefined;
  return keyword.kind;
}

/** The schemas directly in `node`, including those that are used only through references. */
export function* schemasWithin(node: JsonObject, draft: Draft): Generator<JsonValue> {
  for (const [key, value] of Object.entries(node)) {
    const kind = kindIn(RULES, key, draft) ?? kindIn(SHELVES, key, draft);
    if (kind === undefined || kind === 'data' || typeof value !== 'object' || value === null) continue;
    const isOne = kind === 'schema' || (kind === 'either' && !Array.isArray(value));
    if (isOne) yield value;
    else yield* Object.values(value as JsonObject) as JsonValue[];
  }
}

/** The keyword that gives a schema its own URL. */
export function idKeyword(draft: Draft): '$id' | 'id' {
  return draft === 4 ? 'id' : '$id';
}

const URLS: ReadonlyMap<string, Draft> = new Map([
  ['json-schema.org/schema', 2020],
  ['json-schema.org/draft/2020-12/schema', 2020],
  ['json-schema.org/draft/2019-09/schema', 2019],
  ['json-schema.org/draft-07/schema', 7],
  ['json-schema.org/draft-06/schema', 6],
  ['json-schema.org/draft-04/schema', 4],
]);

/** The draft that `$schema` names, or why Helm does not know it, for the end of a sentence. */
export function draftOf(root: JsonValue): Draft | { readonly fault: string } {
  const url = typeof root === 'object' && root !== null ? (root as JsonObject).$schema : undefined;
  if (typeof url !== 'string') return 2020;
  const bare = url.split('#')[0];
  const known = URLS.get(bare.replace(/^https?:\/\//, ''));
  if (known !== undefined) return known;
  // Helm would fetch that meta-schema, but synthesis uses no network
  const isFetched = /^(?:https?|urn):/.test(bare) && !/^https?:\/\/json-schema\.org\//.test(bare);
  return isFetched ? 2020 : { fault: `"$schema" names "${url.slice(0, 200)}", which is not a version of JSON Schema` };
}
