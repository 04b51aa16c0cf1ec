/**
 * What findings mean as a whole: how many there are, and whether the command fails.
 */
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import type { Finding, RuleSet } from '../../model/finding';

/** `2 errors, 1 note. Each rule is explained at …`, with a line break. */
export function countFindings(findings: readonly Finding[], { url }: RuleSet): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap(severity => {
    const count = findings.filter(finding => finding.severity === severity).length;
    return count === 0 ? [] : `${count} ${severity}${count === 1 ? '' : 's'}`;
  });
  return `${counts.join(', ')}. Each rule is explained at ${url}\n`;
}

/** Whether any of `findings` makes the command fail. */
export function isFailing(findings: readonly Finding[], isStrict: boolean): boolean {
  return findings.some(({ severity }) => severity === 'error' || (severity === 'warning' && isStrict));
}

/** A message for each of `names` that is not a rule. */
export function unknownRules(names: readonly string[], { command, rules }: RuleSet): string[] {
  const ids = Object.keys(rules);
  return names
    .filter(rule => !ids.includes(rule))
    .map(rule => `there is no rule "${rule}"${formatNearest(nearestNames(ids, rule))}. "${command} --list" shows all`);
}
