/**
 * The field `path` of `profile.yaml`: a folder of the profile, which must not lead outside.
 */
import { describePathFault } from '../profile-path';
import type { FieldReader } from './field-reader';

/** Reads `path`; empty if it is wrong, which is reported to `reader`. */
export function readPath(reader: FieldReader): string {
  const path = reader.requiredText('path') ?? '';
  const fault = path === '' ? undefined : describePathFault(path);
  if (fault === undefined) return path;
  reader.reportField('path', `is "${path}": ${fault}`, 'name a folder of the profile');
  return '';
}
