/**
 * Turns violations into problems: one for each thing to correct.
 *
 * If a choice (`anyOf`, `oneOf`) fails, ajv reports the violations of each branch; only the branch
 * that was most likely meant is reported.
 */
import type { JsonValue } from '../data/json';
import type { Violation } from './schema-validator';
import type { ValueProblem } from '../data/values';
import { describeViolation } from './violation-words';

/** Problems of the values `root`, in the order of the schema's rules. */
export function summarizeViolations(violations: readonly Violation[], root: JsonValue): ValueProblem[] {
  return withoutBranches(violations).map(violation => toProblem(violation, violations, root));
}

/** The violations in the branches of a choice count as one: that of the choice. */
function withoutBranches(violations: readonly Violation[]): readonly Violation[] {
  const choices = violations.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const inChoice = new Set(choices.flatMap(choice => branchesOf(choice, violations)));
  const rest = violations.filter(violation => !inChoice.has(violation));
  const others = rest.filter(({ keyword }) => keyword !== 'if');
  return others.length > 0 ? others : rest;
}

/** Earlier violations, at the same place in the values or below. */
function branchesOf(choice: Violation, violations: readonly Violation[]): Violation[] {
  const before = violations.slice(0, violations.indexOf(choice));
  const isInside = ({ instancePath, schemaPath }: Violation) =>
    (instancePath === choice.instancePath || instancePath.startsWith(`${choice.instancePath}/`)) &&
    (schemaPath.startsWith(`${choice.schemaPath}/`) || !schemaPath.startsWith(parentOf(choice.schemaPath)));
  return before.filter(isInside);
}

function parentOf(schemaPath: string): string {
  return schemaPath.slice(0, schemaPath.lastIndexOf('/') + 1);
}

function toProblem(violation: Violation, all: readonly Violation[], root: JsonValue): ValueProblem {
  const { keyword, params, instancePath } = violation;
  const own = describeViolation(violation, root);
  if (keyword !== 'anyOf' && keyword !== 'oneOf') return own;
  const { path } = own;
  if (Array.isArray(params.passingSchemas)) {
    return {
      path,
      reason: 'it fits several of the forms that exclude each other. Leave out what belongs to the others',
    };
  }
  const branches = branchesOf(violation, all);
  const mistyped = branches.filter(branch => branch.keyword === 'type' && branch.instancePath === instancePath);
  // the branch that accepts a value of this type is the one that was meant
  const closest = branches.find(branch => !mistyped.includes(branch));
  if (closest !== undefined)
    return { path, reason: `${NONE}; of one of them, ${relate(describeViolation(closest, root), path)}` };
  if (mistyped.length === 0) return { path, reason: NONE };
  const wanted = [...new Set(mistyped.flatMap(({ params: { type } }) => type as string | string[]))];
  return describeViolation({ ...mistyped[0], params: { type: wanted } }, root);
}

const NONE = 'it matches none of the forms that the chart accepts';

function relate(problem: ValueProblem, path: string): string {
  return problem.path === path ? problem.reason : `"${problem.path}": ${problem.reason}`;
}
