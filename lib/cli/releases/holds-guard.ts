/**
 * Whether what was read makes removal wait.
 */
import { isRecord } from '../../model/data/json';
import type { LocatedObject } from '../../model/formats/parse-documents';
import { GUARDING_POLICY } from '../../flux/removal-policy';

/** Whether the policy that holds releases is among `documents`. */
export function holdsGuard(documents: readonly LocatedObject[]): boolean {
  return documents.some(({ object: { kind, metadata } }) => {
    return kind === 'ValidatingAdmissionPolicy' && isRecord(metadata) && metadata.name === GUARDING_POLICY;
  });
}
