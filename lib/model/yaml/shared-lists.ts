/**
 * What was last read of each field that is a list: many versions may share one value, which
 * is then read once and held once.
 */
import type { YamlValue } from './yaml-value';

export class SharedLists {
  private readonly lists = new Map<string, { readonly value: YamlValue; readonly list: readonly unknown[] }>();

  /** What was read of `value` before. */
  get<T>(key: string, value: YamlValue | undefined): readonly T[] | undefined {
    const known = this.lists.get(key);
    return known !== undefined && known.value === value ? (known.list as readonly T[]) : undefined;
  }

  set(key: string, value: YamlValue, list: readonly unknown[]): void {
    this.lists.set(key, { value, list });
  }
}
