/**
 * Sizes in bytes, for limits and messages.
 */

/** What messages call an MB. */
export const MEBIBYTE = 1024 * 1024;

/** Formats a size for messages: `256 MB`. */
export function formatBytes(bytes: number): string {
  return bytes >= MEBIBYTE ? `${Math.round(bytes / MEBIBYTE)} MB` : `${bytes} bytes`;
}
