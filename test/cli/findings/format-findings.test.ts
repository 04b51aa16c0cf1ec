import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { formatFindings } from '../../../lib/cli/findings/format-findings';
import { LINT_RULE_SET, LINT_RULES, type LintFinding, type LintRuleId } from '../../../lib/model/lint/lint-finding';
import { pctlIn } from '../pctl-in';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { read } from '../../docs-blocks';

const TYPO: LintFinding = {
  rule: 'annotation-typo',
  severity: 'warning',
  message: 'annotation "weave.works/layers" is not read; write "weave.works/layer"',
  location: { file: 'a b/100%,\u202e/Chart.yaml', line: 10, column: 3 },
  fix: { path: ['annotations', 'weave.works/layers'], rename: 'weave.works/layer' },
};
const REFUSED: LintFinding = { rule: 'refused-index', severity: 'error', message: '100% refused\n::stop::', location: { file: '/srv/index.yaml', line: 1, column: 1 } }; // prettier-ignore
const NOTE: LintFinding = { rule: 'name-differs', severity: 'note', message: 'of no place' };
const ALL = [TYPO, REFUSED, NOTE];

const HERE = { cwd: process.cwd(), env: {} };

test('text is one line for each, with the place first and without invisible characters', () => {
  expect(formatFindings(ALL, 'text', LINT_RULE_SET, HERE)).toBe(
    'a b/100%,\\u202e/Chart.yaml:10:3: warning: annotation "weave.works/layers" is not read; write "weave.works/layer" [annotation-typo]\n' +
      '/srv/index.yaml:1:1: error: 100% refused\\u000a::stop:: [refused-index]\n' +
      'note: of no place [name-differs]\n',
  );
});

test('annotations of GitHub escape what would end a property or a line', () => {
  expect(formatFindings(ALL, 'github', LINT_RULE_SET, HERE)).toBe(
    `::warning file=a b/100%25%2C\\u202e/Chart.yaml,line=10,col=3,title=annotation-typo::${TYPO.message}. See ${LINT_RULE_SET.url}#annotation-typo\n` +
      `::error file=/srv/index.yaml,line=1,col=1,title=refused-index::100%25 refused\\u000a::stop::. See ${LINT_RULE_SET.url}#refused-index\n` +
      `::notice title=name-differs::of no place. See ${LINT_RULE_SET.url}#name-differs\n`,
  );
});

test('JSON is one document, also for no findings', () => {
  expect(JSON.parse(formatFindings([TYPO], 'json', LINT_RULE_SET, HERE)).findings).toEqual([
    {
      rule: 'annotation-typo',
      severity: 'warning',
      message: TYPO.message,
      ...TYPO.location,
      isFixable: true,
      url: `${LINT_RULE_SET.url}#annotation-typo`,
    },
  ]);
  expect(JSON.parse(formatFindings([], 'json', LINT_RULE_SET, HERE))).toEqual({ findings: [] });
});

test.each([[ALL], [[]]])('SARIF is valid against its schema: %#', findings => {
  const file = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  // it is of draft 4, of which it uses only what later drafts have too
  const schema = JSON.parse(readFileSync(file, 'utf8'));
  for (const key of ['$schema', 'id']) delete schema[key];
  const isValid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  const log = JSON.parse(formatFindings(findings, 'sarif', LINT_RULE_SET, HERE));
  expect([isValid(log), isValid.errors]).toEqual([true, null]);
  expect(isValid({ ...log, version: '2.0.0' })).toBe(false);
  const [run] = log.runs;
  expect(run.results.map((result: { ruleIndex: number }) => run.tool.driver.rules[result.ruleIndex].id)).toEqual(
    findings.map(({ rule }) => rule),
  );
  const uris = run.results.flatMap(({ locations = [] }: { locations?: { physicalLocation: { artifactLocation: { uri: string } } }[] }) => locations.map(each => each.physicalLocation.artifactLocation.uri)); // prettier-ignore
  expect(uris).toEqual(findings.length === 0 ? [] : ['a%20b/100%25%2C%E2%80%AE/Chart.yaml', 'file:///srv/index.yaml']);
});

test('--list prints every rule, as a table and as JSON', async () => {
  const cwd = temporaryFolder();
  const { code, stdout } = await pctlIn(cwd, ['lint', '--list']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^RULE +SEVERITY +FINDS\n/);
  expect(stdout).toMatch(/^annotation-typo +warning +an annotation whose name is almost that of one that is read$/m);
  const { rules } = JSON.parse((await pctlIn(cwd, ['lint', '--list', '-o', 'json'])).stdout);
  expect(rules).toHaveLength(Object.keys(LINT_RULES).length);
  expect(rules[0]).toEqual({
    rule: 'alternatives-differ',
    severity: 'warning',
    description: 'alternatives of a category that cannot replace each other',
    url: `${LINT_RULE_SET.url}#alternatives-differ`,
  });
});

test('docs/lint.md explains every rule, with an example of its severity', () => {
  const explained = [...read('docs/lint.md').matchAll(/^### `(.*)`\n\n```text\n(.*)\n```$/gm)];
  expect(explained.map(([, rule]) => rule).sort()).toEqual(Object.keys(LINT_RULES).sort());
  for (const [, rule, example] of explained) {
    const severity = LINT_RULES[rule as LintRuleId][0];
    // only in the model of categories, it is an error
    const shown = rule === 'category-missing' ? 'warning' : severity;
    expect(example).toMatch(new RegExp(`^(\\[production\\]|\\S+:\\d+:\\d+:) ${shown}: .* \\[${rule}\\]$`));
  }
});
