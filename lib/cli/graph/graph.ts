/**
 * `pctl graph`: draws what waits for what on each cluster, and what a change does to it.
 */
import { isItself } from '../diff/diff-sides';
import { summarize } from '../diff/summary';
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import type { Drawing } from './drawn-graph';
import { formatDot } from './graph-dot';
import type { GraphFormat } from './graph-format';
import { graphsToJson } from './graph-json';
import { formatPage } from './page';
import { formatMermaid, MERMAID_LIMITS } from './graph-mermaid';
import { readAgainst, readAlone } from './read-drawing';

interface GraphOptions {
  /** Ref or folder to compare with; true: the base of the branch. Absent: nothing is compared. */
  readonly against?: string | true;
  /** Absent: all. */
  readonly cluster?: readonly string[];
  readonly output: GraphFormat;
}

export function run(context: Context, [folder]: readonly string[], options: GraphOptions): ExitCode {
  const { against, cluster, output } = options;
  const base = against === true ? undefined : against;
  if (isItself(base, { folder }, context)) {
    context.stderr(
      `error: ${folder} would be compared with itself. Give a Git ref or another folder: pctl graph ${folder} --against REF\n`,
    );
    return 2;
  }
  const { drawing, errors, warnings } =
    against === undefined ? readAlone(context, folder, cluster) : readAgainst(context, base, folder, cluster);
  if (drawing.clusters.length > 0) print(context, drawing, output);
  for (const warning of warnings) context.stderr(`warning: ${warning}\n`);
  for (const error of errors) context.stderr(`error: ${error}\n`);
  return errors.length === 0 ? 0 : 1;
}

function print(context: Context, drawing: Drawing, output: GraphFormat): void {
  if (output === 'html') return context.stdout(formatPage(drawing));
  const graphs = drawing.clusters.map(({ graph }) => graph);
  if (output === 'json') return context.stdout(formatData(graphsToJson(graphs, drawing.diff?.base), 'json'));
  const about = drawing.diff && summarize(drawing.diff);
  if (output === 'dot') return context.stdout(formatDot(graphs, about));
  const { text, lines } = formatMermaid(graphs, about);
  context.stdout(text);
  if (text.length <= MERMAID_LIMITS.characters && lines <= MERMAID_LIMITS.lines) return;
  const most = `${MERMAID_LIMITS.characters} characters and ${MERMAID_LIMITS.lines} lines between releases`;
  const remedy = 'Choose clusters with "--cluster", or use "-o html"';
  context.stderr(
    `warning: GitHub shows diagrams of at most ${most}; this one has ${text.length} and ${lines}. ${remedy}\n`,
  );
}
