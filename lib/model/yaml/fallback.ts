/**
 * How the fast readers leave a text to the full parser: they throw, and whoever called
 * them begins again with that one.
 */

/** Thrown where a text is not in the layout that the fast readers know. */
export class FallbackNeeded extends Error {}

/** Leaves the text to the full parser. */
export function fallBack(): never {
  throw new FallbackNeeded();
}

/** What `read` returns; `undefined` when the text is one for the full parser. */
export function tryFast<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FallbackNeeded) return undefined;
    throw error;
  }
}
