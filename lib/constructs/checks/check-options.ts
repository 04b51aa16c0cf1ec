/**
 * Checks the options of one subscription.
 */
import { formatDuration, isFluxDuration } from '../../flux/duration';
import type { ActionOptions, FluxDuration } from '../../flux/release-options';
import { DNS_LABEL_RULE, isDnsLabel, isReleaseName, RELEASE_NAME_RULE } from '../../model/names';
import type { Problem } from '../../model/problem';
import { checkReferences } from './check-references';
import type { Inheritance, SubscriptionDefaults } from '../props/subscription-options';
import { withoutNull } from '../props/without-null';

/** What is known of a subscription besides its own options; `name` is that of the HelmRelease. */
type Resolved = Pick<SubscriptionDefaults, 'layer' | 'targetNamespace'> & { readonly name?: string };

const NOTHING: readonly never[] = [];

/** Problems of the options, and of what they are `resolved` to. */
export function checkOptions(options: SubscriptionDefaults & Resolved, resolved: Resolved = options): Problem[] {
  return [
    ...checkNames(options, resolved),
    ...checkLayer(resolved.layer),
    ...checkDurations(options),
    ...checkRetries(options),
    ...checkReferences(options),
  ];
}

/** Problems of the defaults of a cluster or a fleet. */
export function checkDefaults(props: Pick<Inheritance, 'defaults' | 'manifestDefaults'>): Problem[] {
  const problems: Problem[] = [];
  const [defaults] = (['defaults', 'manifestDefaults'] as const).map(key =>
    withoutNull(props[key], problem => problems.push(problem), key),
  );
  return [...problems, ...checkOptions(defaults ?? {})];
}

/** A layer is a whole number from 0. */
export function checkLayer(layer: number | undefined): Problem[] {
  if (layer === undefined || (Number.isSafeInteger(layer) && layer >= 0)) return [];
  return [{ kind: 'invalid-layer', value: String(layer) }];
}

/** `field` must be a duration that Flux accepts. */
export function checkDuration(field: string, duration: FluxDuration | undefined): Problem[] {
  if (duration === undefined) return [];
  const value = formatDuration(duration);
  return isFluxDuration(value) ? [] : [{ kind: 'invalid-duration', field, value }];
}

function checkNames(
  { namespace, releaseName, shard }: SubscriptionDefaults,
  { name, targetNamespace }: Resolved,
): Problem[] {
  const problems: Problem[] = [];
  const check = (what: string, value: string | undefined, isAllowed = isDnsLabel, rule = DNS_LABEL_RULE) => {
    if (value !== undefined && !isAllowed(value)) problems.push({ kind: 'invalid-name', what, value, rule });
  };
  check('subscription name', name);
  check('namespace', namespace);
  check('target namespace', targetNamespace);
  check('shard', shard);
  check('release name', releaseName, isReleaseName, RELEASE_NAME_RULE);
  return problems;
}

function checkDurations({ interval, timeout, install, upgrade, uninstall }: SubscriptionDefaults): readonly Problem[] {
  if ((interval ?? timeout ?? install ?? upgrade ?? uninstall) === undefined) return NOTHING;
  const ofAction = (action: string, { timeout: limit, retryInterval }: ActionOptions = {}) => [
    ...checkDuration(`${action}.timeout`, limit),
    ...checkDuration(`${action}.retryInterval`, retryInterval),
  ];
  return [
    ...checkDuration('interval', interval),
    ...checkDuration('timeout', timeout),
    ...ofAction('install', install),
    ...ofAction('upgrade', upgrade),
    ...checkDuration('uninstall.timeout', uninstall?.timeout),
  ];
}

/** Flux ignores options that belong to the other strategy. */
function checkRetries({ install, upgrade }: SubscriptionDefaults): readonly Problem[] {
  if ((install ?? upgrade) === undefined) return NOTHING;
  return Object.entries({ install, upgrade }).flatMap(([action, options]): Problem[] => {
    if (options === undefined) return [];
    const { strategy, retries, retryInterval } = options;
    if (retries !== undefined && strategy === 'RetryOnFailure') {
      const what = `${action}.retries has no effect with strategy RetryOnFailure, which never gives up`;
      return [{ kind: 'invalid-props', what, remedy: 'drop it, or use RemediateOnFailure' }];
    }
    const remediates = strategy === 'RemediateOnFailure' || (strategy === undefined && retries !== undefined);
    if (retryInterval === undefined || !remediates) return [];
    const what = `${action}.retryInterval has no effect with strategy RemediateOnFailure`;
    return [{ kind: 'invalid-props', what, remedy: 'drop it, or use RetryOnFailure' }];
  });
}
