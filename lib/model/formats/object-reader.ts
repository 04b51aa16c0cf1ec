/**
 * Fields of an object that was read back: each is checked once, when it is read.
 *
 * An absent field is `undefined`; one of a wrong type is a problem, and as good as absent.
 */
import type { FileLocation } from '../yaml/file-location';
import { type Fields, isRecord } from '../data/json';
import type { Problem } from '../problem';
import { invalidObject, nameType } from './invalid-object';

export class ObjectReader {
  readonly problems: Problem[] = [];

  constructor(
    private readonly at: FileLocation,
    /** What the fields are of, for problems: `HelmRelease flux-system/linkerd2`. */
    public subject: string,
  ) {}

  /** An absent map is an empty one. */
  map(parent: Fields, key: string): Fields {
    return this.read(parent, key, isRecord, 'a map') ?? {};
  }

  text(parent: Fields, key: string): string | undefined {
    return this.read(parent, key, isText, 'text, in quotes if need be');
  }

  /** Text that must be there; `what` names it when it is not. */
  requiredText(parent: Fields, key: string, what: string, remedy: string): string | undefined {
    if ((parent[key] ?? undefined) === undefined) this.report(`${what} of ${this.subject} is missing`, remedy);
    return this.text(parent, key);
  }

  boolean(parent: Fields, key: string): boolean | undefined {
    return this.read(parent, key, isBoolean, 'true or false');
  }

  /** The maps in a list; an absent list is an empty one. */
  maps(parent: Fields, key: string, example: string): Fields[] {
    const items = this.read(parent, key, isList, `a list, as in "${example}"`) ?? [];
    for (const item of items) {
      if (!isRecord(item)) {
        this.report(`"${key}" of ${this.subject} holds what is ${nameType(item)}`, `write "${example}"`);
      }
    }
    return items.filter(isRecord);
  }

  /** The texts in a list; an absent list is an empty one. */
  texts(parent: Fields, key: string, example: string): string[] {
    const items = this.read(parent, key, isList, `a list, as in "${example}"`) ?? [];
    for (const item of items) {
      if (!isText(item))
        this.report(`"${key}" of ${this.subject} holds what is ${nameType(item)}`, `write "${example}"`);
    }
    return items.filter(isText);
  }

  /** Records that something is wrong, and what to do. */
  report(what: string, remedy: string): void {
    this.problems.push(invalidObject(this.at, what, remedy));
  }

  private read<T>(parent: Fields, key: string, is: (value: unknown) => value is T, type: string): T | undefined {
    const value = parent[key] ?? undefined;
    if (value === undefined || is(value)) return value;
    this.report(`"${key}" of ${this.subject} is ${nameType(value)}`, `write ${type}`);
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
