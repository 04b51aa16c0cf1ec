/**
 * How the fast readers leave a text to the full parser: they throw, and their caller reads the text
 * again with that parser.
 */

/** Thrown if a text is not in the layout that the fast readers support. */
export class FallbackNeeded extends Error {}

/** Leaves the text to the full parser. */
export function fallBack(): never {
  throw new FallbackNeeded();
}

/** What `read` returns; `undefined` if the text needs the full parser. */
export function tryFast<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FallbackNeeded) return undefined;
    throw error;
  }
}
