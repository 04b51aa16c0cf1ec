/**
 * Whether the manifests contain the guard, which makes removal ordered.
 */
import { isRecord } from '../../model/data/json';
import type { LocatedObject } from '../../model/formats/parse-documents';
import { GUARDING_POLICY } from '../../flux/removal-policy';

/** Whether `documents` contain the guard's policy. */
export function holdsGuard(documents: readonly LocatedObject[]): boolean {
  return documents.some(({ object: { kind, metadata } }) => {
    return kind === 'ValidatingAdmissionPolicy' && isRecord(metadata) && metadata.name === GUARDING_POLICY;
  });
}
