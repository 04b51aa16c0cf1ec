/**
 * `pctl plan`: shows releases in the order in which Flux installs them, and why.
 */
import { readFolder } from '../../deliver/read-folder';
import { readReleases } from '../../deliver/read-releases';
import type { Problem } from '../../model/problem';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { planWritten } from '../../order/plan-written';
import type { WrittenPlan } from '../../order/written-plan';
import type { Context, ExitCode } from '../terminal/command';
import { groupBy } from '../../model/data/group-by';
import { formatData } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { plansToJson } from './plan-json';
import { holdsGuard } from './holds-guard';
import { formatPlan } from './plan-table';
import { printable } from '../terminal/printable';
import { terminalWidth } from '../terminal/terminal-width';
import { nameRelease, nothingFound, unknownNames } from './written-releases';

interface PlanOptions {
  /** Absent: all. */
  readonly cluster?: readonly string[];
  readonly output: OutputFormat;
}

/** Names that a table lists for one reason; `-o wide` lists all. */
const LISTED = 4;

export function run(context: Context, [folder]: readonly string[], options: PlanOptions): ExitCode {
  const content = readFolder(folder, context.cwd);
  const { releases, problems } = readReleases(content.documents);
  const all = planWritten(releases, holdsGuard(content.documents));
  const plans = all.filter(({ name }) => options.cluster?.includes(name) ?? true);
  const unknown = () => unknownNames('cluster', options.cluster, releases, folder);
  const errors = releases.length === 0 ? [nothingFound(folder)] : unknown();
  errors.unshift(...describe([...content.problems, ...problems, ...plans.flatMap(found => found.problems)]));
  if (plans.length > 0) context.stdout(format(plans, folder, options.output, terminalWidth(context)));
  for (const warning of plans.flatMap(found => findMissing(found, folder))) context.stderr(`warning: ${warning}\n`);
  for (const error of errors) context.stderr(`error: ${error}\n`);
  return errors.length === 0 ? 0 : 1;
}

function format(plans: readonly WrittenPlan[], folder: string, output: OutputFormat, columns: number): string {
  if (output === 'json' || output === 'yaml') return formatData(plansToJson(plans), output);
  if (output === 'name') {
    const releases = plans.flatMap(found => found.releases);
    return releases.map(({ release }) => `${printable(nameRelease(release))}\n`).join('');
  }
  const isWide = output === 'wide';
  const style = { folder, listed: isWide ? Infinity : LISTED, columns, isWide };
  return plans.map(found => formatPlan(found, style)).join('\n');
}

function describe(problems: readonly Problem[]): string[] {
  return sortProblems(problems).map(formatProblem);
}

/** One line for each release that others wait for and that was not found. */
function findMissing({ releases }: WrittenPlan, folder: string): string[] {
  const missing = releases.flatMap(({ label: from, release, waitsFor }) =>
    waitsFor.filter(({ target }) => target === undefined).map(({ label: to }) => ({ from, to, at: release.location })),
  );
  return [...groupBy(missing, ({ to }) => to)].map(([label, [first, ...others]]) => {
    const { file, line, column } = first.at;
    const who = others.length === 0 ? `"${first.from}" waits` : `"${first.from}" and ${others.length} more wait`;
    const effect = 'until it is ready on the cluster, Flux installs nothing that waits for it';
    return `${file}:${line}:${column}: ${who} for "${label}", which is not in ${folder}; ${effect}`;
  });
}
