/**
 * `pctl lint`: finds what is wrong with catalogs, charts, profiles and files of layers, without network.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SUBSCRIPTIONS } from '../../constructs/folder/read-cluster-folder';
import { LINT_RULE_SET, type LintRuleId } from '../../model/lint/lint-finding';
import { isKubernetesVersion, KUBERNETES_VERSION_RULE } from '../../model/version/kubernetes-version';
import { tryParseVersion } from '../../model/version/version';
import { countFindings, isFailing, unknownRules } from '../findings/count-findings';
import type { FindingOutput } from '../findings/finding-outputs';
import { formatFindings } from '../findings/format-findings';
import { printRules } from '../findings/print-rules';
import type { Context, ExitCode } from '../terminal/command';
import { printable } from '../terminal/printable';
import { applyFixes } from './apply-fixes';
import { type LintRequest, lintPaths, type LintResult } from './lint-paths';

interface LintFlags {
  readonly quiet?: boolean;
  readonly kubeVersion?: string;
  readonly layers?: string;
  readonly disable?: readonly string[];
  readonly strict?: boolean;
  readonly list?: boolean;
  readonly fix?: boolean;
  readonly output: FindingOutput;
}

export function run(context: Context, [paths]: readonly [readonly string[]], flags: LintFlags): ExitCode {
  if (flags.list === true) return printRules(context, flags.output, LINT_RULE_SET);
  const request = toRequest(paths, context, flags);
  if ('wrong' in request) {
    for (const line of request.wrong) context.stderr(`error: ${printable(line)}\n`);
    return 2;
  }
  const first = lintPaths(request);
  const fixed = flags.fix === true ? applyFixes(first.findings, context) : 0;
  const result = fixed > 0 ? lintPaths(request) : first;
  // a repository of subscriptions can be without catalogs
  const isOptional = paths.length === 0 && existsSync(join(context.cwd, SUBSCRIPTIONS));
  const missing = isOptional ? [] : result.empty;
  for (const path of missing) {
    const remedy = 'Give a file, or a folder that contains charts, profiles, catalogs or layers';
    context.stderr(`error: ${printable(`there is nothing to check in "${path}"`)}. ${remedy}\n`);
  }
  context.stdout(formatFindings(result.findings, flags.output, LINT_RULE_SET, context));
  if (flags.quiet !== true) context.stderr(summarize(result));
  return missing.length > 0 || isFailing(result.findings, flags.strict === true) ? 1 : 0;
}

function toRequest(
  paths: readonly string[],
  { cwd }: Context,
  { kubeVersion: text, layers, disable = [] }: LintFlags,
): LintRequest | { readonly wrong: readonly string[] } {
  const kubeVersion = text === undefined ? undefined : tryParseVersion(text);
  const wrong = unknownRules(disable, LINT_RULE_SET);
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
  return countFindings(findings, LINT_RULE_SET);
}
