/**
 * Rules of the policies that hold removal, as they are written.
 */
import { REMOVAL_POLICIES, writersPolicy } from '../../lib/flux/removal-policy';
import type { RemovalRule } from '../../lib/flux/removal-rules';
import { wrapCel } from './wrap-cel';

export interface Spec {
  readonly matchConditions: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly { readonly expression: string; readonly messageExpression: string }[];
}

/** Every policy of a guard that trusts one account. */
export const POLICIES = [...REMOVAL_POLICIES, writersPolicy(['system:serviceaccount:team-b:platform'])];

export function specOf(subject: string): Spec {
  return POLICIES.find(({ name }) => name.endsWith(`-${subject}`))!.spec as unknown as Spec;
}

/** The rule at `index` of a policy, a line for each operand. */
export const ruleOf = (subject: string, index = 0) => wrapCel(specOf(subject).validations[index].expression);
/** The same of a rule of removal, before it is split by who may read of the release. */
export const removalRule = ({ expression }: RemovalRule) => wrapCel(expression);
