/**
 * An object while kustomize builds it.
 */
import { recordIn, textIn } from '../../model/data/fields';
import type { Fields } from '../../model/data/json';
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
export function metadataOf(object: Fields): Fields {
  return recordIn(object, 'metadata');
}

/** A text in the metadata of `object`; empty if it has none. */
export function metadataText(object: Fields, key: 'name' | 'namespace'): string {
  return textIn(metadataOf(object), key) ?? '';
}

/** `object` with other metadata. */
export function withMetadata(object: Fields, changes: Fields): Fields {
  return { ...object, metadata: { ...metadataOf(object), ...changes } };
}
