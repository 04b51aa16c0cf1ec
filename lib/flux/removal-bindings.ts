/**
 * Bindings of the guard's policies: for which deleted objects which releases are asked.
 *
 * An API server asks each release that a binding selects, at some 50 µs each. Whatever is deleted,
 * and wherever, each release that can need it is asked by one binding: a release without a target by
 * all, one with a target by those of its target in its namespace, and by those without one.
 */
import type { JsonObject } from '../model/data/json';
import { LABELS, MANAGER } from '../model/labels';
import type { RemovalPolicy } from './removal-policy';
import { HAS_NO_TARGET, HAS_TARGET, hasTarget, TARGETS } from './removal-target';

/** A ValidatingAdmissionPolicyBinding, without the rest of its metadata. */
export interface RemovalBinding {
  /** Frozen, because it is never pruned. */
  readonly name: string;
  readonly spec: JsonObject;
}

/** The label that selects the releases that are asked. */
const OURS: JsonObject = { [LABELS.managedBy]: MANAGER };

/** Bindings that ask the releases in the namespace of the deleted object; a policy without params asks none. */
export function bindingsOf(policy: RemovalPolicy): readonly RemovalBinding[] {
  const { name, hasParams, asksByTarget } = policy;
  if (!hasParams) return [{ name, spec: specOf(policy) }];
  if (!asksByTarget) return [{ name, spec: specOf(policy, paramsIn({})) }];
  return [
    // an object of an earlier version has no target
    { name, spec: specOf(policy, paramsIn({}), { objectSelector: HAS_NO_TARGET }) },
    // no namespace has a name with a dot
    {
      name: `${name}.no-target`,
      spec: specOf(policy, paramsIn(HAS_NO_TARGET), { objectSelector: HAS_TARGET }),
    },
    ...TARGETS.map(target => ({
      name: `${name}.target-${target}`,
      spec: specOf(policy, paramsIn(hasTarget(target)), { objectSelector: hasTarget(target) }),
    })),
  ];
}

/** The binding that asks the releases in `namespace` about objects in others; a release with a target needs none there. */
export function bindingAcross(policy: RemovalPolicy, namespace: string): RemovalBinding {
  const others = { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [namespace] };
  const params = { namespace, ...paramsIn(policy.asksByTarget ? HAS_NO_TARGET : {}) };
  const spec = specOf(policy, params, { namespaceSelector: { matchExpressions: [others] } });
  return { name: `${policy.name}-${namespace}`, spec };
}

/** Releases of this library that `selector` selects too. */
function paramsIn({ matchLabels, ...rest }: { readonly matchLabels?: JsonObject } & JsonObject): JsonObject {
  return { selector: { matchLabels: { ...OURS, ...matchLabels }, ...rest } };
}

function specOf({ name: policyName }: RemovalPolicy, params?: JsonObject, matchResources?: JsonObject): JsonObject {
  return {
    policyName,
    validationActions: ['Deny'],
    ...(params && { paramRef: { ...params, parameterNotFoundAction: 'Allow' } }),
    ...(matchResources && { matchResources }),
  };
}
