/**
 * Findings as a log in SARIF 2.1.0, which code scanning reads.
 */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compareText } from '../../model/data/compare-text';
import { LINT_RULES, type LintFinding, type LintRuleId, RULES_URL, ruleUrl } from '../../model/lint/lint-finding';
import { readVersion } from '../terminal/package-version';
import { printableJson } from '../terminal/printable';

/** One document with all rules, so that their positions do not depend on what was found. */
export function formatSarif(findings: readonly LintFinding[]): string {
  const ids = (Object.keys(LINT_RULES) as LintRuleId[]).sort(compareText);
  const rules = ids.map(id => ({
    id,
    shortDescription: { text: LINT_RULES[id][1] },
    helpUri: ruleUrl(id),
    defaultConfiguration: { level: LINT_RULES[id][0] },
  }));
  const positions = new Map(ids.map((id, i) => [id, i]));
  const results = findings.map(({ rule, severity, message, location }) => ({
    ruleId: rule,
    ruleIndex: positions.get(rule),
    level: severity,
    message: { text: message },
    ...(location && { locations: [toLocation(location)] }),
  }));
  const driver = { name: 'pctl lint', version: readVersion(), informationUri: RULES_URL, rules };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
  return `${printableJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
}

function toLocation({ file, line, column }: NonNullable<LintFinding['location']>): object {
  const uri = isAbsolute(file) ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/');
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine: line, startColumn: column } } };
}
