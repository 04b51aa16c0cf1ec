/**
 * Combines the options of a fleet, a cluster and a subscription; the nearest wins.
 *
 * Values, labels, annotations and the options of an action are merged; everything else is replaced.
 */
import type { ActionOptions } from '../../flux/release-options';
import { trimSlashes } from '../../flux/source';
import type { SourceOptions } from '../../flux/source-options';
import type { ClusterProps } from './cluster-props';
import type { Inheritance, SubscriptionDefaults } from './subscription-options';
import type { Values } from './values';
import { withoutNull } from './without-null';

const MERGED = ['labels', 'annotations', 'uninstall'] as const;
const ACTIONS = ['install', 'upgrade'] as const;

const CREDENTIALS = new Set(['secretRef', 'certSecretRef', 'serviceAccountName', 'provider', 'passCredentials']);

/**
 * What a subscription inherits from its cluster and fleet, nearest first. Called for each subscription, because a
 * program may change the defaults between two of them.
 */
export function defaultsOf(
  { defaults, upgradeOrder }: Pick<ClusterProps, 'defaults' | 'upgradeOrder'>,
  fleet: Inheritance | undefined,
): readonly SubscriptionDefaults[] {
  const [near, far] = [givenDefaults(defaults), givenDefaults(fleet?.defaults)];
  return [{ ...near, upgradeOrder: upgradeOrder ?? near?.upgradeOrder }, far ?? {}].filter(hasOptions);
}

/** `defaults` without null, which a program may have added later; what is wrong with them is reported elsewhere. */
export function givenDefaults<T extends object>(defaults: T | undefined): T | undefined {
  return withoutNull(defaults, () => undefined);
}

/** Whether there is anything to inherit; most clusters and fleets have no defaults. */
function hasOptions(defaults: SubscriptionDefaults): boolean {
  return Object.values(defaults).some(value => value !== undefined);
}

/** Merges `own` over `inherited`, nearest first; values become one list, farthest first. */
export function inheritOptions<T extends SubscriptionDefaults>(
  own: T,
  ...inherited: readonly (SubscriptionDefaults | undefined)[]
): T & { readonly values: readonly Values[] } {
  const all = [own, ...inherited.filter(options => options !== undefined)].reverse();
  const merged: Record<string, unknown> = {};
  for (const options of all) {
    const given = options as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(given)) if (given[key] !== undefined) merged[key] = given[key];
  }
  for (const key of MERGED) {
    if (merged[key] !== undefined) merged[key] = Object.assign({}, ...all.map(options => options[key] ?? {}));
  }
  for (const key of ACTIONS) {
    if (merged[key] !== undefined) merged[key] = all.reduce((far, near) => mergeAction(far, near[key]), {});
  }
  merged.values = all.flatMap(options => options.values ?? []);
  return merged as unknown as T & { readonly values: readonly Values[] };
}

/** Options for retries belong together: setting one of them nearer replaces all of them. */
function mergeAction(far: ActionOptions, near: ActionOptions = {}): ActionOptions {
  const { strategy, retries, retryInterval } = near;
  if ((strategy ?? retries ?? retryInterval) === undefined) return { ...far, ...near };
  return { ...far, strategy: undefined, retries: undefined, retryInterval: undefined, ...near };
}

/** Options of the repository `url`, nearest first. Credentials for one host are not sent to a nearer mirror. */
export function inheritSource(url: string, ...inherited: readonly (Inheritance | undefined)[]): SourceOptions {
  const key = trimSlashes(url);
  const found = inherited.map(({ sources = {} } = {}) =>
    Object.entries(sources).find(([at]) => trimSlashes(at) === key),
  );
  return found.reverse().reduce<SourceOptions>((merged, entry) => {
    const options = entry?.[1] ?? {};
    if (options.mirror === undefined) return { ...merged, ...options };
    const rest = Object.entries(merged).filter(([field]) => !CREDENTIALS.has(field));
    return { ...Object.fromEntries(rest), ...options };
  }, {});
}

/**
 * The `own` options of a repository over those that its catalog records. A mirror has its own login,
 * and only signatures, which are copied with the charts, are those of the original.
 */
export function overCatalog(recorded: SourceOptions = {}, own: SourceOptions): SourceOptions {
  if (own.mirror === undefined) return { ...recorded, ...own };
  const { interval, verify } = recorded;
  const isRegistry = own.mirror.startsWith('oci://');
  return { ...(interval !== undefined && { interval }), ...(isRegistry && verify && { verify }), ...own };
}
