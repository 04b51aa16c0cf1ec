/**
 * Findings as text for people and editors, as JSON, and as annotations of GitHub's workflows.
 */
import { type Finding, type RuleSet, ruleUrl } from '../../model/finding';
import type { LintFinding } from '../../model/lint/lint-finding';
import type { Context } from '../terminal/command';
import { formatData } from '../terminal/output';
import { printable } from '../terminal/printable';
import { formatSarif } from './format-sarif';
import type { FindingOutput } from './finding-outputs';
import { workspacePaths } from './workspace-path';

/** All of `findings`; empty text if there are none, except in formats that are one document. */
export function formatFindings(
  findings: readonly Finding[],
  output: FindingOutput,
  rules: RuleSet,
  context: Pick<Context, 'cwd' | 'env'>,
): string {
  if (output === 'json') return formatData({ findings: findings.map(finding => toData(finding, rules)) }, 'json');
  if (output === 'sarif') return formatSarif(findings, rules);
  if (output === 'text') return findings.map(toLine).join('');
  const pathOf = workspacePaths(context);
  return findings.map(finding => toAnnotation(finding, rules, pathOf)).join('');
}

/** `web/Chart.yaml:4:3: warning: … [annotation-typo]`. */
function toLine({ rule, severity, message, location }: Finding): string {
  const place = location === undefined ? '' : `${location.file}:${location.line}:${location.column}: `;
  return `${printable(`${place}${severity}: ${message} [${rule}]`)}\n`;
}

/** Keys are documented, and frozen. */
function toData(finding: Finding, rules: RuleSet): object {
  const { rule, severity, message, location } = finding;
  const isFixable = (finding as Partial<LintFinding>).fix !== undefined;
  return { rule, severity, message, ...location, isFixable, url: ruleUrl(rules, rule) };
}

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** As GitHub documents its workflow commands. */
function toAnnotation(
  { rule, severity, message, location }: Finding,
  rules: RuleSet,
  pathOf: (file: string) => string,
): string {
  const place = location && { file: pathOf(location.file), line: location.line, col: location.column };
  const properties = Object.entries({ ...place, title: rule }).map(
    ([key, value]) => `${key}=${escapeProperty(String(value))}`,
  );
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(`${message}. See ${ruleUrl(rules, rule)}`)}\n`;
}

function escapeData(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
