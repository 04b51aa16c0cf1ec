/**
 * The metadata of an object as data. cdk8s looks for values to compute in every field of it, which
 * takes much longer than the rest where there is nothing but text.
 */
import { type ApiObjectMetadataDefinition, App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { JsonObject, JsonValue } from '../../model/data/json';
import { sortedKeys } from '../../model/data/sorted-keys';

/** Private fields of cdk8s, of which another version may have others. */
interface Fields {
  readonly labels?: JsonObject;
  readonly annotations?: JsonObject;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly object[];
  /** What it was created with, and what was added to it by `add`. */
  readonly _additionalAttributes?: JsonObject;
}

const KNOWN = new Set(['name', 'namespace', 'labels', 'annotations']);
/** An App of a program may have more. */
const RESOLVERS = new App().resolvers.length;

/** Labels and annotations that are added to those of an object; `undefined` ones are not. */
export interface MetadataAdditions {
  readonly annotations?: JsonObject;
  readonly labels?: JsonObject;
}

/** The same as `metadata.toJson()`, of an object in the app `root`, with `more` labels and annotations. */
export function metadataJson(
  metadata: ApiObjectMetadataDefinition,
  root: IConstruct,
  more: MetadataAdditions = {},
): JsonObject {
  const { labels, annotations, finalizers, ownerReferences, _additionalAttributes: given } = metadata as unknown as Fields; // prettier-ignore
  const isPlain =
    (root as App).resolvers?.length === RESOLVERS &&
    finalizers?.length === 0 &&
    ownerReferences?.length === 0 &&
    isText(labels) &&
    isText(annotations) &&
    given !== undefined &&
    Object.keys(given).every(key => KNOWN.has(key));
  if (!isPlain) return withAdditions(metadata.toJson() as JsonObject, more);
  const { name, namespace } = metadata;
  const json: Record<string, JsonValue | undefined> = {};
  addSorted(json, 'annotations', annotations, more.annotations);
  addSorted(json, 'labels', labels, more.labels);
  json.name = name;
  if (namespace !== undefined) json.namespace = namespace;
  return json;
}

/** `metadata` with `more` labels and annotations. */
export function withAdditions(metadata: JsonObject, more: MetadataAdditions): JsonObject {
  const result: Record<string, JsonValue | undefined> = { ...metadata };
  for (const field of ['labels', 'annotations'] as const) {
    if (more[field] !== undefined) addSorted(result, field, metadata[field] as JsonObject, more[field]);
  }
  return result;
}

function isText(fields: JsonObject | undefined): boolean {
  return fields !== undefined && Object.keys(fields).every(key => typeof fields[key] === 'string');
}

/** Sets `field` of `target` to a sorted copy of `own` with what is defined in `more`, unless that is empty. */
function addSorted(
  target: Record<string, JsonValue | undefined>,
  field: string,
  own: JsonObject | undefined,
  more: JsonObject = {},
): void {
  const fields: Record<string, JsonValue | undefined> = { ...own };
  for (const key of Object.keys(more)) if (more[key] !== undefined) fields[key] = more[key];
  const keys = sortedKeys(fields);
  if (keys.length === 0) return;
  const sorted: Record<string, JsonValue | undefined> = {};
  for (const key of keys) sorted[key] = fields[key];
  target[field] = sorted;
}
