/**
 * What most subscriptions of a cluster have in common, so that it is written once, in `cluster.yaml`.
 */
import { isRecord } from '../data/json';
import type { SubscriptionSpec } from '../subscriptions/subscription-schema';
import { isEqual, mostFrequent } from './most-frequent';

/** Fields that every imported subscription has, so that another value than the default is written. */
const ALWAYS = ['interval', 'install', 'upgrade', 'driftDetection'] as const;
/** Fields that are defaults only if all have them. */
const SHARED = ['createNamespace', 'timeout', 'maxHistory', 'serviceAccountName', 'uninstall'] as const;

/** Options of all subscriptions of a cluster. */
export type CommonDefaults = Partial<Pick<SubscriptionSpec, (typeof ALWAYS)[number] | (typeof SHARED)[number]>>;

/** The defaults for `specs`; nothing for fewer than two. */
export function commonDefaults(specs: readonly SubscriptionSpec[]): CommonDefaults {
  if (specs.length < 2) return {};
  const always = ALWAYS.map(field => [field, mostFrequent(specs.map(spec => spec[field]).filter(isInherited), { atLeast: 2 })] as const); // prettier-ignore
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
