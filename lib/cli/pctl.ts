/**
 * The program `pctl`: arguments in, exit code out.
 *
 * Whatever goes wrong is said in lines that begin with `error:`; the stack of an
 * unexpected error is shown with `--verbose`, or when DEBUG is set.
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { formatProblem } from '../model/problem-words';
import { isProfilesError } from '../model/profiles-error';
import type { CliCommand, Context, ExitCode } from './command';
import { plan } from './plan';

const COMMANDS: readonly CliCommand[] = [plan];

const EXIT_CODES = `
Exit codes:
  0  done
  1  the answer is no, or the data is wrong
  2  wrong usage`;

/** Runs `pctl` with `argv`, which begins after the name of the program. Never rejects. */
export async function run(argv: readonly string[], context: Context): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram(context, result => (code = result));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // help and version end this way too; what is wrong is already said
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const isVerbose = program.opts().verbose === true || Boolean(context.env.DEBUG);
    context.stderr(describeError(error, isVerbose));
    return 1;
  }
}

function createProgram(context: Context, finish: (code: ExitCode) => void): Command {
  const program = new Command('pctl')
    .description('Platform components on fleets of Kubernetes clusters, in order, on plain Flux')
    .version(readVersion())
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({ writeOut: context.stdout, writeErr: context.stderr });
  for (const { name, summary, arguments: args, options, run: runCommand } of COMMANDS) {
    const command = program.command(name).description(summary);
    for (const argument of args) command.addArgument(argument);
    for (const option of options) command.addOption(option);
    command.action(async () => finish(await runCommand(context, command.processedArgs, command.opts())));
  }
  return program;
}

function describeError(error: unknown, isVerbose: boolean): string {
  if (isVerbose && error instanceof Error) return `error: ${error.stack}\n`;
  const messages = isProfilesError(error)
    ? error.problems.map(formatProblem)
    : [error instanceof Error ? error.message : String(error)];
  return messages.map(message => `error: ${message}\n`).join('');
}

function readVersion(): string {
  const file = require.resolve('cdk8s-profiles/package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
