/**
 * Rules for reading the items of lists, one at a time.
 */
import type { Shape } from './shape';
import type { YamlValue } from '../yaml/yaml-value';

/** The results for the items of each list, in the order of the file. */
export type ItemResults<Result> = Map<string, Result[]>;

/** Which lists are read, and the result for each item. */
export interface ItemRules<Result> {
  /** Field of the root that contains the lists by name, such as `entries:`. */
  readonly listsKey: string;
  /** Keys whose values are read, at any depth of an item. */
  readonly wanted: readonly string[];
  /** Reads one item of list `name`; `undefined` if it is not needed. */
  readonly readItem: (name: string, item: YamlValue) => Result | undefined;
  /** Whether `result` needs locations; the item is then read again with the locations of its values. */
  readonly needsPlaces: (result: Result) => boolean;
  /** What each item has to be; only items that may be otherwise are given to `checkItem`. @default anything */
  readonly shape?: Shape;
  /** Checks an item that may not have its shape; true when no others need to be checked. */
  readonly checkItem?: (name: string, item: YamlValue) => boolean;
  /** Returns the result for a `name` whose value is not a list. */
  readonly describeNoList: (name: string, value: YamlValue) => Result;
}
