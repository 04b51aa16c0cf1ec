/**
 * Remembers what was last read of each list: many versions share the same one, which is then read
 * and stored once.
 */
import type { YamlValue } from '../yaml/yaml-value';

/** The lists of one file. */
export class SharedLists {
  private readonly lists = new Map<string, { readonly value: YamlValue; readonly list: readonly unknown[] }>();

  /** The previous result for `value`. */
  get<T>(key: string, value: YamlValue | undefined): readonly T[] | undefined {
    const known = this.lists.get(key);
    return known !== undefined && known.value === value ? (known.list as readonly T[]) : undefined;
  }

  set(key: string, value: YamlValue, list: readonly unknown[]): void {
    this.lists.set(key, { value, list });
  }
}
