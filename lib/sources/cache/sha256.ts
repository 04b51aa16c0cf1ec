/**
 * The hash by which content is named and checked.
 */
import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal digits. */
export function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}
