/**
 * Names of Secrets in manifests: checked here, once, before they get anywhere near a path or a
 * command line.
 */
import type { Fields } from '../../model/data/json';
import type { ObjectReader } from '../../model/formats/object-reader';
import { isDnsSubdomain } from '../../model/names';
import type { FileLocation } from '../../model/yaml/file-location';
import { invalidName } from './manifest';

/** Where a reference to a Secret is. */
export interface SecretReference {
  readonly parent: Fields;
  /** Its field in `parent`: `secretRef`. */
  readonly field: string;
  /** How messages call the name: `spec.secretRef.name`. */
  readonly what: string;
  readonly location: FileLocation;
}

/** The name that is referred to; `undefined` when there is no reference, or it is wrong, which is reported to `reader`. */
export function readSecretName(
  reader: ObjectReader,
  { parent, field, what, location }: SecretReference,
): string | undefined {
  const reference = reader.map(parent, field);
  if ((parent[field] ?? undefined) === undefined) return undefined;
  const name = reader.requiredText(reference, 'name', what, 'write the name of the Secret');
  if (name === undefined || isDnsSubdomain(name)) return name;
  reader.problems.push(invalidName(what, name, location));
  return undefined;
}
