/**
 * One Kubernetes object in the folder of catalogs: its kind and name, and its problems.
 */
import type { FileLocation } from '../../model/yaml/file-location';
import { isDnsLabel, isDnsSubdomain } from '../../model/names';
import { emptyMap, FieldReader } from '../../model/formats/field-reader';
import type { LocatedObject } from '../../model/formats/parse-documents';
import type { Problem } from '../../model/problem';

const NAME_RULE = 'use lower-case letters, digits, "-" and ".", as Kubernetes requires';

/** What the readers of each kind receive. */
export interface Manifest {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly location: FileLocation;
  /** Reads its fields, and collects problems. */
  readonly reader: FieldReader;
  readonly annotations: FieldReader;
  readonly spec: FieldReader;
}

/** `HelmRepository default/platform`, as problems name it. */
export function nameManifest({ kind, namespace, name }: Pick<Manifest, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

/** A problem for a name that is not valid in Kubernetes. */
export function invalidName(what: string, value: string, location: FileLocation): Problem {
  return { kind: 'invalid-name', what, value, rule: NAME_RULE, location };
}

/** Reads the kind and name of an object, or says why it has no usable name. */
export function readManifest(kind: string, document: LocatedObject): Manifest | { readonly problems: Problem[] } {
  const { file, line, column } = document;
  const location = { file, line, column };
  const unnamed = new FieldReader(document.fields(), `a ${kind}`);
  const { problems } = unnamed;
  const metadata = unnamed.requiredChild('metadata');
  const name = metadata.requiredText('name');
  const namespace = metadata.text('namespace') ?? 'default';
  if (name === undefined) return { problems };
  // so that it is safe in a path and on a command line
  if (!isDnsSubdomain(name)) return { problems: [invalidName(`${kind} name`, name, metadata.locate('name'))] };
  if (!isDnsLabel(namespace)) return { problems: [invalidName('namespace', namespace, metadata.locate('namespace'))] };
  const reader = new FieldReader(document.fields(), nameManifest({ kind, name, namespace }), problems);
  const annotations = reader.childOrEmpty('metadata').childOrEmpty('annotations');
  // a Secret has no spec, and a Secret with one is ignored
  const spec = kind === 'Secret' ? new FieldReader(emptyMap(location)) : reader.childOrEmpty('spec');
  return { kind, name, namespace, location, reader, annotations, spec };
}
