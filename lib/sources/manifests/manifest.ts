/**
 * One Kubernetes object in the folder of catalogs: what it is called, and what was found wrong with it.
 */
import type { FileLocation } from '../../model/yaml/file-location';
import { type Fields, isRecord } from '../../model/data/json';
import { isDnsLabel, isDnsSubdomain } from '../../model/names';
import { ObjectReader } from '../../model/formats/object-reader';
import type { LocatedObject } from '../../model/formats/parse-documents';
import type { Problem } from '../../model/problem';

const NAME_RULE = 'use lower-case letters, digits, "-" and ".", as Kubernetes asks';

/** What the readers of each kind are given. */
export interface Manifest {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly location: FileLocation;
  readonly object: Fields;
  readonly annotations: Fields;
  readonly spec: Fields;
  /** Collects problems at the beginning of the object. */
  readonly reader: ObjectReader;
  readonly locate: LocatedObject['locate'];
}

/** `HelmRepository default/platform`, as problems name it. */
export function nameManifest({ kind, namespace, name }: Pick<Manifest, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

/** A problem for a name that Kubernetes does not take. */
export function invalidName(what: string, value: string, location: FileLocation): Problem {
  return { kind: 'invalid-name', what, value, rule: NAME_RULE, location };
}

/** The object as a manifest, or why it has no name to go by. */
export function readManifest(kind: string, document: LocatedObject): Manifest | { readonly problems: Problem[] } {
  const { object, locate, file, line, column } = document;
  const location = { file, line, column };
  const reader = new ObjectReader(location, `a ${kind}`);
  const metadata = reader.map(object, 'metadata');
  const name = reader.requiredText(metadata, 'name', 'metadata.name', 'write it');
  // Kubernetes takes an empty namespace for an absent one
  const namespace = reader.text(metadata, 'namespace') || 'default';
  if (name === undefined) return { problems: reader.problems };
  // so that it is safe in a path and a command line
  if (!isDnsSubdomain(name)) return { problems: [invalidName(`${kind} name`, name, locate('metadata', 'name'))] };
  if (!isDnsLabel(namespace)) {
    return { problems: [invalidName('namespace', namespace, locate('metadata', 'namespace'))] };
  }
  reader.subject = nameManifest({ kind, name, namespace });
  const annotations = reader.map(metadata, 'annotations');
  // a Secret has no spec, and whatever stands there is not ours
  const spec = isRecord(object.spec) || kind !== 'Secret' ? reader.map(object, 'spec') : {};
  return { kind, name, namespace, location, object, annotations, spec, reader, locate };
}
