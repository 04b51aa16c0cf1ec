/**
 * `pctl verify`: finds what Flux would wait for forever, or refuse, in manifests that anyone wrote.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isCommit } from '../../deliver/git-files';
import { readClusters } from '../../deliver/repository/read-clusters';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { sortFindings } from '../../model/finding';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { verifyCluster } from '../../verify/verify-cluster';
import { VERIFY_RULE_SET, type VerifyFinding } from '../../verify/verify-finding';
import { countFindings, isFailing, unknownRules } from '../findings/count-findings';
import type { FindingOutput } from '../findings/finding-outputs';
import { formatFindings } from '../findings/format-findings';
import { printRules } from '../findings/print-rules';
import type { Context, ExitCode } from '../terminal/command';
import { printable } from '../terminal/printable';

interface VerifyFlags {
  readonly quiet?: boolean;
  /** Absent: all. */
  readonly cluster?: readonly string[];
  /** Absent: on disk. */
  readonly ref?: string;
  readonly disable?: readonly string[];
  readonly strict?: boolean;
  readonly list?: boolean;
  readonly output: FindingOutput;
}

export function run(context: Context, [path]: readonly [string | undefined], flags: VerifyFlags): ExitCode {
  if (flags.list === true) return printRules(context, flags.output, VERIFY_RULE_SET);
  const { cwd, env } = context;
  const given = path ?? '.';
  const place = path === undefined ? placeAt(flags.ref) : placeOf(path, flags.ref, cwd);
  const wrong = unknownRules(flags.disable ?? [], VERIFY_RULE_SET);
  if ('wrong' in place) return complain(context, [place.wrong, ...wrong], 2);
  if (wrong.length > 0) return complain(context, wrong, 2);
  const { clusters, problems, unapplied } = readClusters({ ...place, cwd, env });
  const names = clusters.map(({ name }) => name);
  const unknown = (flags.cluster ?? []).filter(name => !names.includes(name));
  const errors = [
    ...sortProblems(problems).map(formatProblem),
    ...unknown.map(name => `there is no cluster "${name}" in ${given}${formatNearest(nearestNames(names, name))}`),
    ...(clusters.length === 0 ? [`there are no manifests in ${given}. Give a folder or a file that Flux applies`] : []),
  ];
  const wanted = clusters.filter(({ name }) => flags.cluster?.includes(name) ?? true);
  const disabled = new Set<string>(flags.disable ?? []);
  const findings = sortFindings(wanted.flatMap(verifyCluster)).filter(({ rule }) => !disabled.has(rule));
  context.stdout(formatFindings(findings, flags.output, VERIFY_RULE_SET, context));
  complain(context, errors, 1);
  if (flags.quiet !== true && unapplied.length > 0) context.stderr(describeUnapplied(unapplied));
  if (flags.quiet !== true && wanted.length > 0) context.stderr(summarize(wanted, findings));
  return errors.length > 0 || isFailing(findings, flags.strict === true) ? 1 : 0;
}

interface Place {
  /** Absent: the whole repository. */
  readonly folder?: string;
  readonly ref?: string;
}

function placeAt(ref: string | undefined): Place {
  return ref === undefined ? {} : { ref };
}

/** What is given: a path that exists, otherwise a Git ref. */
function placeOf(given: string, ref: string | undefined, cwd: string): Place | { readonly wrong: string } {
  if (ref !== undefined || existsSync(resolve(cwd, given))) {
    const isBoth = ref === undefined && /^[^./\\]+$/.test(given) && isCommitHere(given, cwd);
    if (isBoth)
      return { wrong: `"${given}" is both a folder and a Git ref; write "./${given}", or "--ref ${given} ."` };
    return { folder: given, ...placeAt(ref) };
  }
  if (isCommitHere(given, cwd)) return { ref: given };
  return { wrong: `"${given}" is neither a folder, a file, nor a branch, tag or commit of this repository` };
}

/** False too if there is no git. */
function isCommitHere(name: string, cwd: string): boolean {
  try {
    return isCommit(name, cwd);
  } catch {
    return false; // git is not installed, so there are no refs
  }
}

function complain({ stderr }: Context, lines: readonly string[], code: ExitCode): ExitCode {
  for (const line of lines) stderr(`error: ${printable(line)}\n`);
  return code;
}

function describeUnapplied([first, ...others]: readonly string[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `note: ${printable(`nothing here applies ${first}${more}, which ${more === '' ? 'was' : 'were'} not checked`)}\n`;
}

function summarize(clusters: readonly { readonly objects: readonly unknown[] }[], findings: readonly VerifyFinding[]) {
  const objects = clusters.reduce((sum, cluster) => sum + cluster.objects.length, 0);
  const checked = `${objects} object${objects === 1 ? '' : 's'} on ${clusters.length} cluster${clusters.length === 1 ? '' : 's'}`;
  if (findings.length === 0) return `${checked}: nothing is wrong\n`;
  return `${checked}: ${countFindings(findings, VERIFY_RULE_SET)}`;
}
