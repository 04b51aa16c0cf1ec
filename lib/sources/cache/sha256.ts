/**
 * The hash that names cached content, and that it is checked against.
 */
import { createHash } from 'node:crypto';

/** Returns the SHA-256 in hexadecimal digits. */
export function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}
