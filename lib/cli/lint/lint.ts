/**
 * `pctl lint`: finds what is wrong with catalogs, charts, profiles and files of layers, without network.
 */
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { LINT_RULES, type LintFinding, type LintRuleId, RULES_URL } from '../../model/lint/lint-finding';
import { isKubernetesVersion, KUBERNETES_VERSION_RULE } from '../../model/version/kubernetes-version';
import { tryParseVersion } from '../../model/version/version';
import type { Context, ExitCode } from '../terminal/command';
import { printable } from '../terminal/printable';
import { formatFindings } from './format-findings';
import { applyFixes } from './apply-fixes';
import type { LintOutput } from './lint-outputs';
import { type LintRequest, lintPaths, type LintResult } from './lint-paths';
import { printRules } from './print-rules';

interface LintFlags {
  readonly quiet?: boolean;
  readonly kubeVersion?: string;
  readonly layers?: string;
  readonly disable?: readonly string[];
  readonly strict?: boolean;
  readonly list?: boolean;
  readonly fix?: boolean;
  readonly output: LintOutput;
}

export function run(context: Context, [paths]: readonly [readonly string[]], flags: LintFlags): ExitCode {
  if (flags.list === true) return printRules(context, flags.output);
  const request = toRequest(paths, context, flags);
  if ('wrong' in request) {
    for (const line of request.wrong) context.stderr(`error: ${printable(line)}\n`);
    return 2;
  }
  const first = lintPaths(request);
  const fixed = flags.fix === true ? applyFixes(first.findings, context) : 0;
  const result = fixed > 0 ? lintPaths(request) : first;
  for (const path of result.empty) {
    const remedy = 'Give a file, or a folder that contains charts, profiles, catalogs or layers';
    context.stderr(`error: ${printable(`there is nothing to check in "${path}"`)}. ${remedy}\n`);
  }
  context.stdout(formatFindings(result.findings, flags.output));
  if (flags.quiet !== true) context.stderr(summarize(result));
  const isBad = ({ severity }: LintFinding) =>
    severity === 'error' || (severity === 'warning' && flags.strict === true);
  return result.empty.length > 0 || result.findings.some(isBad) ? 1 : 0;
}

function toRequest(
  paths: readonly string[],
  { cwd }: Context,
  { kubeVersion: text, layers, disable = [] }: LintFlags,
): LintRequest | { readonly wrong: readonly string[] } {
  const ids = Object.keys(LINT_RULES);
  const kubeVersion = text === undefined ? undefined : tryParseVersion(text);
  const wrong = disable
    .filter(rule => !ids.includes(rule))
    .map(rule => `there is no rule "${rule}"${formatNearest(nearestNames(ids, rule))}. "pctl lint --list" shows all`);
  if (text !== undefined && !isKubernetesVersion(text)) {
    wrong.push(`--kube-version "${text}" is not a version of Kubernetes; ${KUBERNETES_VERSION_RULE}`);
  }
  if (wrong.length > 0) return { wrong };
  const disabled = new Set(disable as readonly LintRuleId[]);
  const common = { paths: paths.length === 0 ? ['.'] : paths, cwd, disabled };
  return { ...common, ...(kubeVersion !== undefined && { kubeVersion }), ...(layers !== undefined && { layers }) };
}

/** One line; empty if there was nothing to check. */
function summarize({ files, findings }: LintResult): string {
  if (files.length === 0) return '';
  if (findings.length === 0)
    return `${files.length === 1 ? printable(files[0]) : `${files.length} files`}: nothing is wrong\n`;
  const counts = (['error', 'warning', 'note'] as const).flatMap(severity => {
    const count = findings.filter(finding => finding.severity === severity).length;
    return count === 0 ? [] : `${count} ${severity}${count === 1 ? '' : 's'}`;
  });
  return `${counts.join(', ')}. Each rule is explained at ${RULES_URL}\n`;
}
