/**
 * An object while kustomize builds it.
 */
import { type Fields, isRecord } from '../../model/data/json';
import type { LocatedObject } from '../../model/formats/parse-documents';

/** An object, and the document that it comes from. */
export interface BuiltObject {
  readonly object: Fields;
  readonly source: LocatedObject;
  /** Names that it had, first to last. Absent: only its own. */
  readonly earlier?: readonly ObjectName[];
  /** It is generated from files too, which are not read. */
  readonly hasMoreData?: true;
}

/** Name and namespace of an object; empty if it has none. */
export interface ObjectName {
  readonly name: string;
  readonly namespace: string;
}

/** The name of `object`. */
export function ownName(object: Fields): ObjectName {
  return { name: metadataText(object, 'name'), namespace: metadataText(object, 'namespace') };
}

/** `built` with another content, which remembers its name if that changes. */
export function changed(built: BuiltObject, object: Fields): BuiltObject {
  const [before, after] = [ownName(built.object), ownName(object)];
  if (before.name === after.name && before.namespace === after.namespace) return { ...built, object };
  return { ...built, object, earlier: [...(built.earlier ?? []), before] };
}

/** The metadata of `object`; empty if it has none. */
export function metadataOf({ metadata }: Fields): Fields {
  return isRecord(metadata) ? metadata : {};
}

/** A text in the metadata of `object`; empty if it has none. */
export function metadataText(object: Fields, key: 'name' | 'namespace'): string {
  const value = metadataOf(object)[key];
  return typeof value === 'string' ? value : '';
}

/** `object` with other metadata. */
export function withMetadata(object: Fields, changes: Fields): Fields {
  return { ...object, metadata: { ...metadataOf(object), ...changes } };
}

/** A list in a field; anything else counts as empty. */
export function listIn(fields: Fields, key: string): readonly unknown[] {
  const value = fields[key];
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The maps in a list in a field. */
export function recordsIn(fields: Fields, key: string): readonly Fields[] {
  return listIn(fields, key).filter(isRecord);
}

/** The texts in a list in a field. */
export function textsIn(fields: Fields, key: string): readonly string[] {
  return listIn(fields, key).filter((item): item is string => typeof item === 'string');
}

/** A text in a field. */
export function textIn(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  return typeof value === 'string' ? value : undefined;
}

/** A map in a field; empty if there is none. */
export function recordIn(fields: Fields, key: string): Fields {
  const value = fields[key];
  return isRecord(value) ? value : {};
}
