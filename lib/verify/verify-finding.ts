/**
 * What `pctl verify` finds: its rules, and a finding of one of them.
 */
import type { Finding, RuleSet, Severity } from '../model/finding';
import type { FileLocation } from '../model/yaml/file-location';

/** Every rule: its severity and what it finds. */
const RULES = {
  'missing-dependency': ['error', 'a dependency that does not exist'],
  'dependency-other-kind': ['error', 'a dependency that exists only as the other kind'],
  'typed-dependency': ['error', 'a kind or an API version in "dependsOn"'],
  'dependency-cycle': ['error', 'objects that depend on each other in a circle'],
  deadlock: ['error', 'Kustomizations and releases that wait for each other in a circle'],
  'suspended-dependency': ['warning', 'a dependency that is suspended'],
  'duplicate-object': ['error', 'an object that is defined twice'],
  'object-applied-twice': ['warning', 'an object that two Kustomizations apply'],
  'duplicate-release-name': ['error', 'two HelmReleases that install one Helm release'],
  'helm-chart-collision': ['error', 'two HelmReleases whose HelmCharts have one name'],
  'crd-in-same-kustomization': ['warning', 'custom resources that are applied together with the release of their CRD'],
  'crd-missing': ['warning', 'custom resources whose CRD nothing installs'],
  'crd-not-awaited': ['note', 'custom resources that do not wait for the release of their CRD'],
  'retry-interval-missing': ['note', 'a Kustomization with dependencies and without "retryInterval"'],
  'revision-mismatch': ['error', 'a release that waits for a revision which its dependency does not have'],
  'revision-outdated': ['error', 'a release whose revision is not that of its content'],
  'upgrade-order': ['note', 'a release whose upgrade does not wait for that of an indirect dependency'],
  'target-path-overlap': ['warning', 'a value at a "targetPath" that other values replace'],
  'invalid-duration': ['error', 'a duration that Flux refuses'],
  'invalid-url': ['error', 'a URL that Flux refuses'],
  'removed-api-version': ['warning', 'an API version that current Flux no longer has'],
  'build-failed': ['error', 'files that Flux cannot build'],
  unresolved: ['note', 'something that was not read, so that it is not checked'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>;

/** The name of a rule, which does not change. */
export type VerifyRuleId = keyof typeof RULES;

/** Something that a rule found. */
export type VerifyFinding = Finding<VerifyRuleId>;

/** The rules of `pctl verify`. */
export const VERIFY_RULE_SET: RuleSet<VerifyRuleId> = {
  command: 'pctl verify',
  rules: RULES,
  url: 'https://github.com/cdk8s-profiles/cdk8s-profiles/blob/main/docs/verify.md',
};

/** A finding with the severity of its rule. */
export function found(rule: VerifyRuleId, what: string, remedy: string, location: FileLocation): VerifyFinding {
  return { rule, severity: RULES[rule][0], message: remedy === '' ? what : `${what}; ${remedy}`, location };
}
