/**
 * What `pctl lint` finds, as plain data: the rule, the words, the place, and the change that corrects it for certain.
 */
import type { Finding, RuleSet, Severity } from '../finding';
import { LAYER_RULES, type LayerFinding, type LayerRuleId } from '../layers/layer-finding';
import { describeProblem } from '../problem-words';
import type { Problem } from '../problem';
import type { FileLocation } from '../yaml/file-location';

/** Every rule of its own: its severity and what it finds. */
const OWN_RULES = {
  'unreadable-file': ['error', 'a file that cannot be read'],
  'invalid-index': ['error', 'a file that is not the index of a Helm repository'],
  'refused-index': ['error', 'an index that Flux refuses as a whole'],
  'invalid-entry': ['error', 'a version in an index or a lock file that cannot be used'],
  'invalid-lock': ['error', 'a file that is not a lock file'],
  'invalid-chart': ['error', 'a Chart.yaml that cannot be used'],
  'invalid-profile': ['error', 'a profile.yaml that cannot be used, or a folder that it lacks'],
  'invalid-layers': ['error', 'a file of layers that cannot be used'],
  'invalid-source': ['error', 'a manifest of a catalog that cannot be used'],
  'more-problems': ['error', 'problems of one file beyond the first hundred'],
  'layer-unreadable': ['error', 'an annotation that is not a layer'],
  'annotation-typo': ['warning', 'an annotation whose name is almost that of one that is read'],
  'annotation-misplaced': ['warning', 'an annotation that is written where it is not read'],
  'description-missing': ['warning', 'a profile without a description'],
  'maintainer-missing': ['warning', 'a profile without a maintainer'],
  'name-differs': ['note', 'a profile that does not have the name of its chart'],
  'kube-version-invalid': ['error', 'a "kubeVersion" that is not a range'],
  'kube-version-unsupported': ['error', 'a chart that does not run on the version in "--kube-version"'],
  'kube-version-prerelease': ['note', 'a "kubeVersion" that excludes versions such as 1.31.2-eks-7f9249a'],
  'versions-unordered': ['warning', 'versions that are not listed newest first'],
  'prerequisite-unknown': ['warning', 'a prerequisite that no catalog has'],
  'component-unknown': ['warning', 'a name in a file of layers that no catalog has'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>;

/** Every rule: its severity, unless a file of layers chooses otherwise, and what it finds. */
export const LINT_RULES = { ...OWN_RULES, ...LAYER_RULES };

/** The rules of `pctl lint`. */
export const LINT_RULE_SET: RuleSet<LintRuleId> = {
  command: 'pctl lint',
  rules: LINT_RULES,
  url: 'https://github.com/cdk8s-profiles/cdk8s-profiles/blob/main/docs/lint.md',
};

/** The name of a rule, which does not change. */
export type LintRuleId = keyof typeof OWN_RULES | LayerRuleId;

/** A change of one value or key in a YAML file. */
export interface LintFix {
  /** Keys and positions from the root to the key or value: `['annotations', 'weave.works/layers']`. */
  readonly path: readonly (string | number)[];
  /** New name of the key. Absent: its value changes. */
  readonly rename?: string;
  /** New value. Absent: the key changes. */
  readonly text?: string;
}

/** Something that a rule found. */
export interface LintFinding extends Finding<LintRuleId> {
  /** Absent: what to change is not certain. */
  readonly fix?: LintFix;
}

/** A finding with the severity of its rule. */
export function foundBy(
  rule: LintRuleId,
  { what, remedy, location, fix }: { what: string; remedy: string; location: FileLocation; fix?: LintFix },
): LintFinding {
  const { file, line, column } = location;
  const at = { rule, severity: LINT_RULES[rule][0], message: `${what}; ${remedy}`, location: { file, line, column } };
  return fix === undefined ? at : { ...at, fix };
}

/** The finding of a problem: by its kind if that is a rule, otherwise by `rule`. */
export function fromProblem(problem: Problem, rule: LintRuleId): LintFinding {
  const id = Object.hasOwn(OWN_RULES, problem.kind) ? (problem.kind as LintRuleId) : rule;
  const { location } = problem;
  return { rule: id, severity: LINT_RULES[id][0], message: describeProblem(problem), ...(location && { location }) };
}

/** The finding of a check of layers; `elsewhere` is its place if it has none. */
export function fromLayerFinding(
  { rule, severity, what, remedy, location }: LayerFinding,
  elsewhere: FileLocation,
): LintFinding {
  const { file, line, column } = location ?? elsewhere;
  return { rule, severity, message: `${what}; ${remedy}`, location: { file, line, column } };
}
