/**
 * `pctl plan`: shows releases in the order in which Flux installs them, and why.
 */
import type { WrittenPlan } from '../../order/written-plan';
import type { WrittenRelease } from '../../model/written-release';
import type { CatalogsOptions } from '../catalogs/find-catalogs';
import { tryReadOfferedCatalogs } from '../catalogs/offered-catalogs';
import type { Context, ExitCode } from '../terminal/command';
import { describeKubeVersionFault } from '../terminal/kube-version';
import { formatData } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { plansToJson } from './plan-json';
import { formatPlan, type PlanStyle } from './plan-table';
import { describeRefused, findNeeds, type KubernetesNeed } from './refused-charts';
import { printable } from '../terminal/printable';
import { terminalWidth } from '../terminal/terminal-width';
import { readPlans } from './read-plans';
import { nameRelease } from './written-releases';

interface PlanOptions extends CatalogsOptions {
  /** Version of Kubernetes that charts have to take. @default any */
  readonly kubeVersion?: string;
  /** Absent: all. */
  readonly cluster?: readonly string[];
  readonly output: OutputFormat;
}

/** Names that a table lists for one reason; `-o wide` lists all. */
const LISTED = 4;

export function run(context: Context, [folder]: readonly string[], options: PlanOptions): ExitCode {
  const { kubeVersion, output } = options;
  const misuse = describeKubeVersionFault(kubeVersion);
  if (misuse !== undefined) {
    context.stderr(`error: ${misuse}\n`);
    return 2;
  }
  const { plans, guard, errors, warnings } = readPlans(context, folder, options.cluster);
  const needs = readNeeds(context, plans, options);
  const about = { folder, guard, needs, columns: terminalWidth(context) };
  if (plans.length > 0) context.stdout(format(plans, about, output));
  for (const warning of warnings) context.stderr(`warning: ${warning}\n`);
  const refused = kubeVersion === undefined ? [] : describeRefused(needs, kubeVersion);
  for (const warning of refused) context.stderr(`warning: ${printable(warning)}\n`);
  for (const error of errors) context.stderr(`error: ${error}\n`);
  return errors.length === 0 ? 0 : 1;
}

/** What the charts of the releases in `plans` require, if a version of Kubernetes is given. */
function readNeeds(context: Context, plans: readonly WrittenPlan[], options: PlanOptions) {
  const { kubeVersion } = options;
  if (kubeVersion === undefined) return new Map<WrittenRelease, KubernetesNeed>();
  const catalogs = tryReadOfferedCatalogs(context, options);
  if (catalogs === undefined) context.stderr('warning: without lock files, nothing is known about charts\n');
  const releases = plans.flatMap(found => found.releases.map(({ release }) => release));
  return findNeeds(releases, catalogs ?? [], kubeVersion);
}

function format(
  plans: readonly WrittenPlan[],
  about: Omit<PlanStyle, 'listed' | 'isWide'>,
  output: OutputFormat,
): string {
  if (output === 'json' || output === 'yaml') return formatData(plansToJson(plans, about.needs), output);
  if (output === 'name') {
    const releases = plans.flatMap(found => found.releases);
    return releases.map(({ release }) => `${printable(nameRelease(release))}\n`).join('');
  }
  const isWide = output === 'wide';
  const style = { ...about, listed: isWide ? Infinity : LISTED, isWide };
  return plans.map(found => formatPlan(found, style)).join('\n');
}
