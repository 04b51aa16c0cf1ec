/**
 * Bindings of the guard's policies: for which deleted objects which releases are asked.
 *
 * An API server asks each release that a binding selects, at some 60 µs each. Whatever is deleted, and wherever, each
 * release that can need it has to be asked by one binding.
 */
import type { JsonObject } from '../model/data/json';
import { LABELS, MANAGER } from '../model/labels';
import type { RemovalPolicy } from './removal-policy';

/** A ValidatingAdmissionPolicyBinding, without the rest of its metadata. */
export interface RemovalBinding {
  /** Frozen, because it is never pruned. */
  readonly name: string;
  readonly spec: JsonObject;
}

/** Selects the releases that are asked. */
const OURS: JsonObject = { matchLabels: { [LABELS.managedBy]: MANAGER } };

/** The binding that asks the releases in the namespace of the deleted object; a policy without params asks none. */
export function bindingOf(policy: RemovalPolicy): RemovalBinding {
  return { name: policy.name, spec: specOf(policy, policy.hasParams ? {} : undefined) };
}

/** The binding that asks the releases in `namespace` about objects in others. */
export function bindingAcross(policy: RemovalPolicy, namespace: string): RemovalBinding {
  const others = { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [namespace] };
  const spec = specOf(policy, { namespace }, { namespaceSelector: { matchExpressions: [others] } });
  return { name: `${policy.name}-${namespace}`, spec };
}

function specOf({ name: policyName }: RemovalPolicy, params?: JsonObject, matchResources?: JsonObject): JsonObject {
  return {
    policyName,
    validationActions: ['Deny'],
    ...(params && { paramRef: { ...params, selector: OURS, parameterNotFoundAction: 'Allow' } }),
    ...(matchResources && { matchResources }),
  };
}
