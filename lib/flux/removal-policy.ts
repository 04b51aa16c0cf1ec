/**
 * Removal in reverse order, held by the API server itself: ValidatingAdmissionPolicies
 * that deny a DELETE while something still needs what is deleted, and an UPDATE that
 * would uninstall.
 *
 * The params of a removal are the HelmReleases themselves, selected by our label.
 * kustomize-controller tries again what was denied (since 1.9), so a removal goes layer by
 * layer. An expression must be true for every param, or the request is denied.
 */
import type { JsonObject } from '../model/data/json';
import { ANNOTATIONS, LABELS, MANAGER } from '../model/labels';
import { IS_INSTALLED, STAYS } from './move-rules';
import * as rules from './removal-rules';

/** A ValidatingAdmissionPolicy, without its metadata. */
export interface RemovalPolicy {
  /** Name of the policy, and the beginning of its bindings' names. Frozen: they are never pruned. */
  readonly name: string;
  readonly spec: JsonObject;
  /** Whether every release of ours is asked. */
  readonly hasParams: boolean;
  /** Whether a release may need what is deleted in another namespace. */
  readonly crossesNamespaces: boolean;
  /** Which objects it holds: those with our label, or all, where ours live in what others made. */
  readonly holds: JsonObject;
}

/** The label that selects params, and what is held. */
export const OURS: JsonObject = { matchLabels: { [LABELS.managedBy]: MANAGER } };

const SOURCES = {
  apiGroups: ['source.toolkit.fluxcd.io'],
  resources: ['helmrepositories', 'ocirepositories', 'gitrepositories'],
};
const RELEASES = { apiGroups: ['helm.toolkit.fluxcd.io'], resources: ['helmreleases'] };
const core = (resource: string) => ({ apiGroups: [''], resources: [resource] });

/**
 * What happens when the policy itself cannot be asked. An API server that knows no
 * HelmReleases, without Flux or no longer with it, fails whatever takes them as params: with
 * `Fail`, nobody could delete a namespace on it.
 */
type FailurePolicy = 'Fail' | 'Ignore';

/** Every policy of the guard. */
export const REMOVAL_POLICIES: readonly RemovalPolicy[] = [
  removal('releases', RELEASES, [rules.DEPENDANTS, rules.TAKEN_OVER, rules.SETTLED], 'Fail', {
    crossesNamespaces: true,
  }),
  removal('sources', SOURCES, [rules.SOURCE_USERS], 'Ignore'),
  removal('values', core('configmaps'), [rules.VALUES_USERS], 'Ignore'),
  removal('namespaces', core('namespaces'), [rules.NAMESPACE_USERS], 'Ignore', { crossesNamespaces: true, holds: {} }),
  {
    name: nameOf('moves'),
    spec: specOf(RELEASES, 'UPDATE', 'Fail', STAYS, [{ name: 'installed', expression: IS_INSTALLED }]),
    hasParams: false,
    crossesNamespaces: false,
    holds: { objectSelector: OURS },
  },
];

/** The policy that makes a removal wait: a folder that holds it holds a guard. */
export const GUARDING_POLICY = nameOf('releases');

function nameOf(subject: string): string {
  return `cdk8s-profiles-removal-${subject}`;
}

function removal(
  subject: string,
  rule: JsonObject,
  validations: readonly rules.Validation[],
  failurePolicy: FailurePolicy,
  options: Partial<RemovalPolicy> = {},
): RemovalPolicy {
  const paramKind = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' };
  const spec = { ...specOf(rule, 'DELETE', failurePolicy, validations), paramKind };
  const holds = { objectSelector: OURS };
  return { name: nameOf(subject), spec, hasParams: true, crossesNamespaces: false, holds, ...options };
}

function specOf(
  rule: JsonObject,
  operation: 'DELETE' | 'UPDATE',
  failurePolicy: FailurePolicy,
  validations: readonly rules.Validation[],
  conditions: readonly JsonObject[] = [],
): JsonObject {
  const { ignoreOrder } = ANNOTATIONS;
  const notForced = `!has(oldObject.metadata.annotations) || !('${ignoreOrder}' in oldObject.metadata.annotations)`;
  return {
    failurePolicy,
    matchConstraints: { resourceRules: [{ ...rule, apiVersions: ['*'], operations: [operation] }] },
    matchConditions: [{ name: 'not-forced', expression: notForced }, ...conditions],
    validations: validations.map(validation => ({ ...validation, reason: 'Forbidden' })),
  };
}
