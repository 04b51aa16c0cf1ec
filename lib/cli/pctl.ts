/**
 * The program `pctl`: arguments in, exit code out.
 */
import type { Context, ExitCode } from './terminal/command';
import { formatHelp } from './help';

/** What asks for help and for nothing else. */
const HELP = new Set(['--help', '-h', 'help']);

/** Runs `pctl` with `argv`, which begins after the name of the program. Never rejects. */
export async function run(argv: readonly string[], context: Context): Promise<ExitCode> {
  if (argv.length === 1 && HELP.has(argv[0])) {
    context.stdout(formatHelp());
    return 0;
  }
  // what parses arguments takes longer to load than all of the above
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { runProgram } = require('./program') as typeof import('./program');
  return runProgram(argv, context);
}
