/**
 * Findings as a log in SARIF 2.1.0, which code scanning reads.
 */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compareText } from '../../model/data/compare-text';
import { type Finding, type RuleSet, ruleUrl } from '../../model/finding';
import { readVersion } from '../terminal/package-version';
import { printableJson } from '../terminal/printable';

/** One document with all rules, so that their positions do not depend on what was found. */
export function formatSarif(findings: readonly Finding[], ruleSet: RuleSet): string {
  const ids = Object.keys(ruleSet.rules).sort(compareText);
  const rules = ids.map(id => ({
    id,
    shortDescription: { text: ruleSet.rules[id][1] },
    helpUri: ruleUrl(ruleSet, id),
    defaultConfiguration: { level: ruleSet.rules[id][0] },
  }));
  const positions = new Map(ids.map((id, i) => [id, i]));
  const results = findings.map(({ rule, severity, message, location }) => ({
    ruleId: rule,
    ruleIndex: positions.get(rule),
    level: severity,
    message: { text: message },
    ...(location && { locations: [toLocation(location)] }),
  }));
  const driver = { name: ruleSet.command, version: readVersion(), informationUri: ruleSet.url, rules };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
  return `${printableJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
}

function toLocation({ file, line, column }: NonNullable<Finding['location']>): object {
  const uri = isAbsolute(file) ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/');
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine: line, startColumn: column } } };
}
