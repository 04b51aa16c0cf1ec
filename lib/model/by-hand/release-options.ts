/**
 * The options that a HelmRelease made by hand has, by the names that subscription files give them.
 *
 * Where Flux and this library have different defaults, Flux's is written, so that nothing changes. `uninstall.timeout`
 * is not: the order of removal depends on this library's.
 */
import { fieldsOf } from '../data/fields';
import { isRecord } from '../data/json';
import type { SubscriptionSpec } from '../subscriptions/subscription-schema';
import type { RemainingFields } from './remaining-fields';

type Action = NonNullable<SubscriptionSpec['install']>;

/** Takes the options from `spec`. */
export function takeOptions(spec: RemainingFields): SubscriptionSpec {
  // written as true, it is also for the namespace of the HelmRelease
  const createNamespace = spec.in('install').take('createNamespace') === true ? undefined : false;
  return withoutAbsent({
    values: spec.take('values') as SubscriptionSpec['values'],
    valuesFrom: takeValuesFrom(spec),
    interval: spec.takeText('interval'),
    timeout: spec.takeText('timeout'),
    createNamespace,
    serviceAccountName: spec.takeText('serviceAccountName'),
    install: takeAction(spec.in('install'), 'Create'),
    upgrade: takeAction(spec.in('upgrade'), 'Skip'),
    uninstall: takeUninstall(spec.in('uninstall')),
    driftDetection: takeDriftDetection(spec.in('driftDetection')),
    maxHistory: spec.take('maxHistory') as number | undefined,
    postRenderers: takePostRenderers(spec),
    suspend: spec.take('suspend') === true ? true : undefined,
  });
}

/** `fields` without those that are undefined. */
export function withoutAbsent<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function takeAction(action: RemainingFields, crds: string): Action {
  const isSkipped = action.take('skipCRDs') === true;
  const strategy = action.in('strategy').takeText('name');
  const retries = action.in('remediation').take('retries') as number | undefined;
  return withoutAbsent({
    // a number of retries alone means RemediateOnFailure
    strategy: strategy ?? (retries === undefined ? 'RemediateOnFailure' : undefined),
    retryInterval: action.in('strategy').takeText('retryInterval'),
    retries,
    crds: isSkipped ? 'Skip' : (action.takeText('crds') ?? crds),
    timeout: action.takeText('timeout'),
  } as Action);
}

function takeUninstall(uninstall: RemainingFields): SubscriptionSpec['uninstall'] {
  const found = withoutAbsent({
    timeout: uninstall.takeText('timeout'),
    deletionPropagation: uninstall.takeText('deletionPropagation'),
    disableHooks: uninstall.take('disableHooks'),
    keepHistory: uninstall.take('keepHistory'),
  });
  return Object.keys(found).length === 0 ? undefined : (found as SubscriptionSpec['uninstall']);
}

function takeDriftDetection(drift: RemainingFields): SubscriptionSpec['driftDetection'] {
  const mode = drift.takeText('mode') || 'disabled';
  const ignore = drift.take('ignore');
  return (ignore === undefined ? mode : { mode, ignore }) as SubscriptionSpec['driftDetection'];
}

function takeValuesFrom(spec: RemainingFields): SubscriptionSpec['valuesFrom'] {
  const items = spec.take('valuesFrom');
  if (!Array.isArray(items) || items.length === 0) return undefined;
  return items.map(item => withoutAbsent(fieldsOf(item))) as unknown as SubscriptionSpec['valuesFrom'];
}

/** Takes all post-renderers if options can express each of them; otherwise none, so that a patch contains them. */
function takePostRenderers(spec: RemainingFields): SubscriptionSpec['postRenderers'] {
  const { postRenderers } = (spec.rest ?? {}) as { readonly postRenderers?: unknown };
  if (!Array.isArray(postRenderers) || !postRenderers.every(hasOption)) return undefined;
  return spec.take('postRenderers') as SubscriptionSpec['postRenderers'];
}

function hasOption(renderer: unknown): boolean {
  const fields = fieldsOf(renderer);
  const known = Object.keys(fields).every(key => key === 'kustomize') && isRecord(fields.kustomize);
  return known && Object.keys(fieldsOf(fields.kustomize)).every(key => key === 'patches' || key === 'images');
}
