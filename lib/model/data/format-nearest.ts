/**
 * Similar names, for the end of a message. In a file of its own, because the words of problems need
 * no comparison of names.
 */

/** `; the nearest: mesh, linkerd2`; empty without `names`. */
export function formatNearest(names: readonly string[]): string {
  return names.length === 0 ? '' : `; the nearest: ${names.join(', ')}`;
}
