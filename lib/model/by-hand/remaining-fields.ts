/**
 * The fields of an object of which no option has been made yet.
 */
import { type Fields, isRecord } from '../data/json';

/** A copy of a map from which fields are taken one by one; what is left has no option. */
export class RemainingFields {
  private readonly fields: Record<string, unknown>;
  private readonly children = new Map<string, RemainingFields>();

  constructor(fields: Fields) {
    this.fields = { ...fields };
  }

  /** Removes the value at `key`, and returns it; `undefined` if there is none, or null. */
  take(key: string): unknown {
    const value = this.fields[key];
    delete this.fields[key];
    return value ?? undefined;
  }

  /** Removes a text. */
  takeText(key: string): string | undefined {
    const value = this.take(key);
    return value === undefined ? undefined : String(value as string);
  }

  /** The map at `key`, whose fields are taken in the same way; an empty one if there is none. */
  in(key: string): RemainingFields {
    const known = this.children.get(key);
    if (known !== undefined) return known;
    const value = this.fields[key];
    const child = new RemainingFields(isRecord(value) ? value : {});
    if (isRecord(value) || value === null) delete this.fields[key];
    this.children.set(key, child);
    return child;
  }

  /** What is left, without empty maps; `undefined` if nothing is. */
  get rest(): Fields | undefined {
    const inner = [...this.children].flatMap(([key, child]) => (child.rest === undefined ? [] : [[key, child.rest]]));
    const all = Object.fromEntries([...Object.entries(this.fields), ...(inner as [string, unknown][])]);
    return Object.keys(all).length === 0 ? undefined : all;
  }
}
