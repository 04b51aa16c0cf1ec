/**
 * Finds out which releases come before which other ones in one output and not in another.
 *
 * What counts is the order, not how it is written: if a new layer comes between two releases, the
 * second still waits for the first, indirectly.
 */

/** What each release waits for, by key. */
export type Waits = ReadonlyMap<string, readonly string[]>;

/** Keys of releases that a release now waits for, and no longer waits for; sorted. */
export interface OrderChange {
  readonly nowAfter: readonly string[];
  readonly noLongerAfter: readonly string[];
}

const NOTHING: readonly string[] = [];

/** Compares two orders of the same cluster; only releases in both count. */
export class OrderComparison {
  private readonly reached = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly before: Waits,
    private readonly after: Waits,
  ) {}

  /** How the order of the release `key`, which is in both, changes. */
  changeOf(key: string): OrderChange {
    const [old, now] = [this.before.get(key) ?? NOTHING, this.after.get(key) ?? NOTHING];
    const [hadBefore, hasNow] = [new Set(old), new Set(now)];
    const gained = now.filter(to => !hadBefore.has(to) && this.before.has(to));
    const lost = old.filter(to => !hasNow.has(to) && this.after.has(to));
    const isNew = (to: string) => !this.reach('before', old).has(to);
    const isGone = (to: string) => !this.reach('after', now).has(to);
    return { nowAfter: gained.filter(isNew).sort(), noLongerAfter: lost.filter(isGone).sort() };
  }

  /** Everything that something with these dependencies waits for; the releases of a layer share it. */
  private reach(side: 'before' | 'after', from: readonly string[]): ReadonlySet<string> {
    const key = `${side} ${from.join()}`;
    const known = this.reached.get(key);
    if (known !== undefined) return known;
    const found = new Set(from);
    for (const name of found) for (const to of this[side].get(name) ?? NOTHING) found.add(to);
    this.reached.set(key, found);
    return found;
  }
}
