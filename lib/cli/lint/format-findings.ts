/**
 * Findings as text for people and editors, as JSON, and as annotations of GitHub's workflows.
 */
import { type LintFinding, ruleUrl } from '../../model/lint/lint-finding';
import { formatData } from '../terminal/output';
import { printable } from '../terminal/printable';
import { formatSarif } from './format-sarif';
import type { LintOutput } from './lint-outputs';

/** All of `findings`; empty text if there are none, except in formats that are one document. */
export function formatFindings(findings: readonly LintFinding[], output: LintOutput): string {
  if (output === 'json') return formatData({ findings: findings.map(toData) }, 'json');
  if (output === 'sarif') return formatSarif(findings);
  return findings.map(output === 'text' ? toLine : toAnnotation).join('');
}

/** `web/Chart.yaml:4:3: warning: … [annotation-typo]`. */
function toLine({ rule, severity, message, location }: LintFinding): string {
  const place = location === undefined ? '' : `${location.file}:${location.line}:${location.column}: `;
  return `${printable(`${place}${severity}: ${message} [${rule}]`)}\n`;
}

/** Keys are documented, and frozen. */
function toData({ rule, severity, message, location, fix }: LintFinding): object {
  return { rule, severity, message, ...location, isFixable: fix !== undefined, url: ruleUrl(rule) };
}

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** As GitHub documents its workflow commands. */
function toAnnotation({ rule, severity, message, location }: LintFinding): string {
  const place = location && { file: location.file, line: location.line, col: location.column };
  const properties = Object.entries({ ...place, title: rule }).map(
    ([key, value]) => `${key}=${escapeProperty(String(value))}`,
  );
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(`${message}. See ${ruleUrl(rule)}`)}\n`;
}

function escapeData(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
