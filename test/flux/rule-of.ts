/**
 * Rules of the policies that hold removal, as they are written.
 */
import { REMOVAL_POLICIES } from '../../lib/flux/removal-policy';
import { wrapCel } from './wrap-cel';

interface Spec {
  readonly matchConditions: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly { readonly expression: string; readonly messageExpression: string }[];
}

export function specOf(subject: string): Spec {
  return REMOVAL_POLICIES.find(({ name }) => name.endsWith(`-${subject}`))!.spec as unknown as Spec;
}

/** The rule at `index` of a policy, a line for each operand. */
export const ruleOf = (subject: string, index = 0) => wrapCel(specOf(subject).validations[index].expression);
