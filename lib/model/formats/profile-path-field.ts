/**
 * The field `path` of `profile.yaml`, which leads to a folder of the profile and nowhere else.
 */
import { describePathFault } from '../profile-path';
import type { FieldReader } from './field-reader';

/** Reads `path`; empty when it is wrong, which is among the problems of `reader`. */
export function readPath(reader: FieldReader): string {
  const path = reader.requiredText('path') ?? '';
  const fault = path === '' ? undefined : describePathFault(path);
  if (fault === undefined) return path;
  reader.reportField('path', `is "${path}": ${fault}`, 'name a folder of the profile');
  return '';
}
