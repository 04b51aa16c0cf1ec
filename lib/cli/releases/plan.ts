/**
 * `pctl plan`: shows releases in the order in which Flux installs them, and why.
 */
import type { WrittenPlan } from '../../order/written-plan';
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { plansToJson } from './plan-json';
import { formatPlan, type PlanStyle } from './plan-table';
import { printable } from '../terminal/printable';
import { terminalWidth } from '../terminal/terminal-width';
import { readPlans } from './read-plans';
import { nameRelease } from './written-releases';

interface PlanOptions {
  /** Absent: all. */
  readonly cluster?: readonly string[];
  readonly output: OutputFormat;
}

/** Names that a table lists for one reason; `-o wide` lists all. */
const LISTED = 4;

export function run(context: Context, [folder]: readonly string[], options: PlanOptions): ExitCode {
  const { plans, guard, errors, warnings } = readPlans(context, folder, options.cluster);
  if (plans.length > 0) context.stdout(format(plans, { folder, guard }, options.output, terminalWidth(context)));
  for (const warning of warnings) context.stderr(`warning: ${warning}\n`);
  for (const error of errors) context.stderr(`error: ${error}\n`);
  return errors.length === 0 ? 0 : 1;
}

function format(
  plans: readonly WrittenPlan[],
  places: Pick<PlanStyle, 'folder' | 'guard'>,
  output: OutputFormat,
  columns: number,
): string {
  if (output === 'json' || output === 'yaml') return formatData(plansToJson(plans), output);
  if (output === 'name') {
    const releases = plans.flatMap(found => found.releases);
    return releases.map(({ release }) => `${printable(nameRelease(release))}\n`).join('');
  }
  const isWide = output === 'wide';
  const style = { ...places, listed: isWide ? Infinity : LISTED, columns, isWide };
  return plans.map(found => formatPlan(found, style)).join('\n');
}
