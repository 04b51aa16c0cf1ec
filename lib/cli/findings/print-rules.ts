/**
 * `--list`: every rule.
 */
import { compareText } from '../../model/data/compare-text';
import { type RuleSet, ruleUrl } from '../../model/finding';
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import { formatTable } from '../terminal/table';
import type { FindingOutput } from './finding-outputs';

/** Prints all rules, sorted. */
export function printRules({ stdout }: Context, output: FindingOutput, ruleSet: RuleSet): ExitCode {
  const ids = Object.keys(ruleSet.rules).sort(compareText);
  if (output === 'json') {
    const rules = ids.map(rule => ({ rule, severity: ruleSet.rules[rule][0], description: ruleSet.rules[rule][1], url: ruleUrl(ruleSet, rule) })); // prettier-ignore
    stdout(formatData({ rules }, 'json'));
    return 0;
  }
  const rows = ids.map(rule => [rule, ...ruleSet.rules[rule]]);
  stdout(formatTable([['RULE', 'SEVERITY', 'FINDS'], ...rows]).map(line => `${line}\n`).join('')); // prettier-ignore
  return 0;
}
