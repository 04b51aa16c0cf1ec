/**
 * Values that are made once and found again.
 */

/** Values of a key that are kept: clusters of a fleet differ by ring, or not at all. */
const KEPT = 4;

/** The last few values of each key, to find one that is the same again. */
export class RecentValues<Key extends object, Value> {
  private readonly values = new WeakMap<Key, readonly Value[]>();

  /** One that `isSame` accepts; `undefined` if there is none. */
  find(key: Key, isSame: (value: Value) => boolean): Value | undefined {
    return this.values.get(key)?.find(isSame);
  }

  /** Keeps `value`, and no longer the oldest. */
  add(key: Key, value: Value): void {
    this.values.set(key, [value, ...(this.values.get(key) ?? []).slice(0, KEPT - 1)]);
  }
}
