/**
 * Finds the fields in which two plain values differ.
 */
import { compareText } from '../model/data/compare-text';
import { type Fields, isRecord } from '../model/data/json';
import { formatStep } from '../model/data/values';
import type { FieldChange } from './change';
import { hideSecrets, type Hiding, hidingOf, strongerHiding } from './hide-secrets';

/** A place in both values. */
interface Place {
  readonly path: string;
  readonly hiding: Hiding;
}

/**
 * The fields that differ, sorted by path, secrets hidden. Objects are compared member by member;
 * lists item by item if they have the same length, or names for their items, otherwise as a whole.
 */
export function compareData(before: unknown, after: unknown, path = ''): FieldChange[] {
  return compareAt(before, after, { path, hiding: hidingOfBoth('nothing', before, after) });
}

function compareAt(before: unknown, after: unknown, place: Place): FieldChange[] {
  if (before === after) return [];
  if (isRecord(before) && isRecord(after)) return compareMembers(before, after, place);
  if (Array.isArray(before) && Array.isArray(after)) return compareItems(before, after, place);
  return [toChange(before, after, place)];
}

function compareMembers(before: Fields, after: Fields, { path, hiding }: Place): FieldChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].sort(compareText).flatMap(key => {
    const [a, b] = [before, after].map(fields => (Object.hasOwn(fields, key) ? fields[key] : undefined));
    if (a === b) return [];
    const hidden = strongerHiding(hidingOf(hiding, key, a, before), hidingOf(hiding, key, b, after));
    return compareAt(a, b, { path: formatStep(path, key), hiding: hidden });
  });
}

function compareItems(before: readonly unknown[], after: readonly unknown[], place: Place): FieldChange[] {
  const { path, hiding } = place;
  if (before.length === after.length) {
    return before.flatMap((item, i) =>
      compareAt(item, after[i], { path: `${path}[${i}]`, hiding: hidingOfBoth(hiding, item, after[i]) }),
    );
  }
  const [old, now] = [before, after].map(itemsByName);
  if (old === undefined || now === undefined) return [toChange(before, after, place)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(name => {
    const at = { path: `${path}[name=${name}]`, hiding };
    return compareAt(old.get(name), now.get(name), at);
  });
}

function hidingOfBoth(above: Hiding, a: unknown, b: unknown): Hiding {
  return strongerHiding(hidingOf(above, '', a), hidingOf(above, '', b));
}

/** Items by their names; `undefined` if one has none, or two have the same. */
function itemsByName(items: readonly unknown[]): Map<string, unknown> | undefined {
  const named = new Map<string, unknown>();
  for (const item of items) if (isRecord(item) && typeof item.name === 'string') named.set(item.name, item);
  return named.size === items.length ? named : undefined;
}

function toChange(before: unknown, after: unknown, { path, hiding }: Place): FieldChange {
  return {
    path,
    ...(before !== undefined && { before: hideSecrets(before, hiding) }),
    ...(after !== undefined && { after: hideSecrets(after, hiding) }),
  };
}
