/**
 * What most subscriptions of a cluster have in common, so that it is written once, in `cluster.yaml`.
 */
import { canonicalJson, isRecord, type JsonValue } from '../data/json';
import type { SubscriptionSpec } from '../subscriptions/subscription-schema';

/** Fields that every imported subscription has, so that another value than the default is written. */
const ALWAYS = ['interval', 'install', 'upgrade', 'driftDetection'] as const;
/** Fields that are defaults only if all have them. */
const SHARED = ['createNamespace', 'timeout', 'maxHistory', 'serviceAccountName', 'uninstall'] as const;

/** Options of all subscriptions of a cluster. */
export type CommonDefaults = Partial<Pick<SubscriptionSpec, (typeof ALWAYS)[number] | (typeof SHARED)[number]>>;

/** The defaults for `specs`; nothing for fewer than two. */
export function commonDefaults(specs: readonly SubscriptionSpec[]): CommonDefaults {
  if (specs.length < 2) return {};
  const always = ALWAYS.map(field => [field, mostFrequent(specs.map(spec => spec[field]).filter(isInherited))] as const); // prettier-ignore
  const shared = SHARED.map(field => {
    const isShared = specs.every(spec => isEqual(spec[field], specs[0][field]));
    return [field, isShared ? specs[0][field] : undefined] as const;
  });
  return Object.fromEntries([...always, ...shared].filter(([, value]) => value !== undefined));
}

/** `spec` without what `defaults` say. */
export function withoutDefaults(spec: SubscriptionSpec, defaults: CommonDefaults): SubscriptionSpec {
  const fields: readonly (keyof CommonDefaults)[] = [...ALWAYS, ...SHARED];
  const isDefault = (key: string) => fields.some(field => field === key && isEqual(spec[field], defaults[field]));
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !isDefault(key)));
}

/** Whether each subscription can say otherwise: the timeout of an action cannot be taken back. */
function isInherited(value: unknown): boolean {
  return !isRecord(value) || value.timeout === undefined;
}

/** The value that is there most often, at least twice; the first of several. */
function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return most < 2 ? undefined : values.find(value => counts.get(keyOf(value)) === most);
}

function isEqual(a: unknown, b: unknown): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(value: unknown): string {
  return canonicalJson(value as JsonValue | undefined);
}
