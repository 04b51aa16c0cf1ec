/**
 * Counts of bytes, as limits and messages give them.
 */

/** What messages call an MB. */
export const MEBIBYTE = 1024 * 1024;

/** `256 MB`, as messages say it. */
export function formatBytes(bytes: number): string {
  return bytes >= MEBIBYTE ? `${Math.round(bytes / MEBIBYTE)} MB` : `${bytes} bytes`;
}
