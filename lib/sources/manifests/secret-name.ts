/**
 * Names of Secrets in manifests, checked once, before they are used in a path or a command line.
 */
import type { FieldReader } from '../../model/formats/field-reader';
import { isDnsSubdomain } from '../../model/names';
import { invalidName } from './manifest';

/**
 * The name in field `field` of `parent`: `spec.secretRef.name`; `what` describes it in messages.
 * `undefined` if there is no reference, or it is wrong, which is reported to `parent`.
 */
export function readSecretName(parent: FieldReader, field: string, what: string): string | undefined {
  const reference = parent.child(field, `"${field}" of ${parent.subject}`);
  const name = reference?.requiredText('name', 'write the name of the Secret');
  if (reference === undefined || name === undefined || isDnsSubdomain(name)) return name;
  parent.problems.push(invalidName(what, name, reference.locate('name')));
  return undefined;
}
