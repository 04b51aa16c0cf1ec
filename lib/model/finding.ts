/**
 * What a check of files finds, as plain data: the rule, the words and the place.
 */
import { compareText } from './data/compare-text';
import { compareLocations, type FileLocation } from './yaml/file-location';

/** An `error` makes a command fail; a `warning` does so with `--strict`; a `note` never does. */
export type Severity = 'error' | 'warning' | 'note';

/** Something that a rule found. */
export interface Finding<Rule extends string = string> {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What is wrong, and what to do about it. */
  readonly message: string;
  /** Absent: neither a file nor a line is known. */
  readonly location?: FileLocation;
}

/** All rules of one command. */
export interface RuleSet<Rule extends string = string> {
  /** As users type it: `pctl lint`. */
  readonly command: string;
  /** Each rule: its severity, unless a file chooses otherwise, and what it finds. */
  readonly rules: Readonly<Record<Rule, readonly [Severity, string]>>;
  /** Page on which each rule is a heading. */
  readonly url: string;
}

/** Where `rule` is explained. */
export function ruleUrl({ url }: RuleSet, rule: string): string {
  return `${url}#${rule}`;
}

/** Sorted by place, then by rule and words; what is found several times is kept once. */
export function sortFindings<T extends Finding>(findings: readonly T[]): T[] {
  const sorted = [...findings].sort(compareFindings);
  return sorted.filter((finding, i) => i === 0 || compareFindings(sorted[i - 1], finding) !== 0);
}

function compareFindings(a: Finding, b: Finding): number {
  return compareLocations(a.location, b.location) || compareText(a.rule, b.rule) || compareText(a.message, b.message);
}
