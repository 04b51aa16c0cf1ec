/**
 * The program `pctl`: arguments in, exit code out.
 *
 * Whatever goes wrong is said in lines that begin with `error:`; the stack of an
 * unexpected error is shown with `--verbose`, or when DEBUG is set.
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import type { CliCommand, Context, ExitCode } from './command';
import { COMMANDS, GROUPS } from './commands';

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
    .option('--quiet', 'say only what is wrong')
    .option('--verbose', 'say more, and show the stack of an unexpected error')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({ writeOut: context.stdout, writeErr: context.stderr });
  for (const command of COMMANDS) addCommand(program, command, context, finish);
  return program;
}

function addCommand(
  program: Command,
  definition: CliCommand,
  context: Context,
  finish: (code: ExitCode) => void,
): void {
  const words = definition.name.split(' ');
  const parent = words.length === 1 ? program : groupOf(program, words[0]);
  const command = parent.command(words.at(-1)!).description(definition.summary);
  for (const argument of definition.arguments) command.addArgument(argument);
  for (const option of definition.options) command.addOption(option);
  command.action(async () =>
    finish(await definition.load().run(context, command.processedArgs as unknown[], command.optsWithGlobals())),
  );
}

function groupOf(program: Command, name: string): Command {
  const found = program.commands.find(command => command.name() === name);
  return found ?? program.command(name).description(GROUPS.get(name) ?? '');
}

function describeError(error: unknown, isVerbose: boolean): string {
  if (!(error instanceof Error)) return `error: ${String(error)}\n`;
  if (isVerbose) return `error: ${error.stack}\n`;
  // a line of a ProfilesError is a problem of its own
  const messages = error.name === 'ProfilesError' ? error.message.split('\n') : [error.message];
  return messages.map(message => `error: ${message}\n`).join('');
}

function readVersion(): string {
  const file = require.resolve('cdk8s-profiles/package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
