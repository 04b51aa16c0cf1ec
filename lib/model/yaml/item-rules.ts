/**
 * How the items of the lists in a file are read, one at a time.
 */
import type { YamlValue } from './yaml-value';

/** What was read of the items of each list, in the order of the file. */
export type ItemResults<Result> = Map<string, Result[]>;

/** How the items of lists are read, and what each comes to. */
export interface ItemRules<Result> {
  /** Field of the root that holds the lists by name, as in `entries:`. */
  readonly listsKey: string;
  /** Keys whose values are read, at any depth of an item. */
  readonly wanted: readonly string[];
  /** Reads one item of list `name`; `undefined` when it is of no interest. */
  readonly readItem: (name: string, item: YamlValue) => Result | undefined;
  /** Whether `result` says where something is: the item is then read again with the places of its values. */
  readonly needsPlaces: (result: Result) => boolean;
  /** Says that the value of `name` is not a list. */
  readonly describeNoList: (name: string, value: YamlValue) => Result;
}
