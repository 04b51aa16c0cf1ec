/**
 * `pctl lint --list`: every rule.
 */
import { compareText } from '../../model/data/compare-text';
import { LINT_RULES, type LintRuleId, ruleUrl } from '../../model/lint/lint-finding';
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import { formatTable } from '../terminal/table';
import type { LintOutput } from './lint-outputs';

/** Prints all rules, sorted. */
export function printRules({ stdout }: Context, output: LintOutput): ExitCode {
  const ids = (Object.keys(LINT_RULES) as LintRuleId[]).sort(compareText);
  if (output === 'json') {
    const rules = ids.map(rule => ({ rule, severity: LINT_RULES[rule][0], description: LINT_RULES[rule][1], url: ruleUrl(rule) })); // prettier-ignore
    stdout(formatData({ rules }, 'json'));
    return 0;
  }
  const rows = ids.map(rule => [rule, ...LINT_RULES[rule]]);
  stdout(formatTable([['RULE', 'SEVERITY', 'FINDS'], ...rows]).map(line => `${line}\n`).join('')); // prettier-ignore
  return 0;
}
