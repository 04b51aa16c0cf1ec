/**
 * `pctl graph`: draws what waits for what on each cluster.
 */
import type { WrittenPlan } from '../../order/written-plan';
import { graphPlan } from '../../order/cluster-graph/graph-plan';
import { readPlans } from '../releases/read-plans';
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import { formatDot } from './graph-dot';
import type { GraphFormat } from './graph-format';
import { graphsToJson } from './graph-json';
import { formatPage } from './page';
import { formatMermaid, MERMAID_LIMITS } from './graph-mermaid';

interface GraphOptions {
  /** Absent: all. */
  readonly cluster?: readonly string[];
  readonly output: GraphFormat;
}

interface Printed {
  readonly folder: string;
  readonly output: GraphFormat;
}

export function run(context: Context, [folder]: readonly string[], options: GraphOptions): ExitCode {
  const { plans, errors, warnings } = readPlans(context, folder, options.cluster);
  if (plans.length > 0) print(context, plans, { folder, output: options.output });
  for (const warning of warnings) context.stderr(`warning: ${warning}\n`);
  for (const error of errors) context.stderr(`error: ${error}\n`);
  return errors.length === 0 ? 0 : 1;
}

function print(context: Context, plans: readonly WrittenPlan[], { folder, output }: Printed): void {
  if (output === 'html') return context.stdout(formatPage(plans, folder));
  const graphs = plans.map(graphPlan);
  if (output === 'json') return context.stdout(formatData(graphsToJson(graphs), 'json'));
  if (output === 'dot') return context.stdout(formatDot(graphs));
  const { text, lines } = formatMermaid(graphs);
  context.stdout(text);
  if (text.length <= MERMAID_LIMITS.characters && lines <= MERMAID_LIMITS.lines) return;
  const most = `${MERMAID_LIMITS.characters} characters and ${MERMAID_LIMITS.lines} lines between releases`;
  const remedy = 'Choose clusters with "--cluster", or use "-o html"';
  context.stderr(
    `warning: GitHub shows diagrams of at most ${most}; this one has ${text.length} and ${lines}. ${remedy}\n`,
  );
}
