/**
 * The names of the members of an object in the order in which everything is written. Most objects are
 * in that order already, and sorting them again would take most of the time.
 */

/** The keys of `object`, by code unit. */
export function sortedKeys(object: object): readonly string[] {
  const keys = Object.keys(object);
  for (let i = 1; i < keys.length; i++) if (keys[i - 1] > keys[i]) return keys.sort();
  return keys;
}
