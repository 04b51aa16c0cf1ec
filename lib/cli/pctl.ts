/**
 * The program `pctl`: arguments in, exit code out.
 */
import type { Context, ExitCode } from './terminal/command';
import { formatHelp } from './help';
import { terminalWidth } from './terminal/terminal-width';

/** Arguments that only ask for the overview. */
const HELP = new Set(['--help', '-h', 'help']);

/** Runs `pctl` with `argv`, without the name of the program. Never rejects. */
export async function run(argv: readonly string[], context: Context): Promise<ExitCode> {
  if (argv.length === 1 && HELP.has(argv[0])) {
    context.stdout(formatHelp(context.calledAs, terminalWidth(context)));
    return 0;
  }
  // the argument parser takes longer to load than everything above
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { runProgram } = require('./program') as typeof import('./program');
  return runProgram(argv, context);
}
