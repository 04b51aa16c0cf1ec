/**
 * Runs the commands of `pctl` with Commander.
 *
 * Every error is printed in lines that begin with `error:`; the stack of an unexpected error is
 * shown with `--verbose`, or if DEBUG is set.
 */
import { Argument, Command, CommanderError, Option } from 'commander';
import type { CliArgument, CliCommand, CliOption, Context, ExitCode } from './terminal/command';
import { COMMANDS, GLOBAL_OPTIONS, GROUPS } from './commands';
import { readVersion } from './terminal/package-version';
import { guardStderr } from './terminal/guard-stderr';
import { formatHelp } from './help';
import { terminalWidth } from './terminal/terminal-width';

/** Runs the command in `argv`. Never rejects. */
export async function runProgram(argv: readonly string[], context: Context): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram(context, result => (code = result));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // help and version end this way too; errors are already printed
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const isVerbose = program.opts().verbose === true || Boolean(context.env.DEBUG);
    guardStderr(context, false).stderr(describeError(error, isVerbose));
    return 1;
  }
}

function createProgram(context: Context, finish: (code: ExitCode) => void): Command {
  const program = new Command(context.calledAs ?? 'pctl')
    .version(readVersion())
    .exitOverride()
    .configureOutput({
      writeOut: context.stdout,
      writeErr: context.stderr,
      getOutHelpWidth: () => terminalWidth(context),
      getErrHelpWidth: () => terminalWidth(context),
    });
  program.configureHelp({ showGlobalOptions: true });
  program.helpInformation = () => formatHelp(context.calledAs, terminalWidth(context));
  for (const option of GLOBAL_OPTIONS) program.addOption(createOption(option));
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
  for (const argument of definition.arguments) command.addArgument(createArgument(argument));
  for (const option of definition.options) {
    const added = createOption(option);
    command.addOption(added);
    const former = option.formerFlags && new Option(option.formerFlags).hideHelp();
    if (former) command.addOption(former.implies({ [added.attributeName()]: true }));
  }
  command.action(async () => {
    refuseBlank(command, definition);
    const options: { readonly quiet?: boolean } = command.optsWithGlobals();
    const guarded = guardStderr(context, options.quiet === true);
    finish(await definition.load().run(guarded, command.processedArgs as unknown[], options));
  });
}

/** Ends with incorrect usage if a value is empty, as `"$REF"` is in a shell if REF is not set, or has only spaces. */
function refuseBlank(command: Command, { options }: CliCommand): void {
  const mayBeEmpty = new Set(options.filter(option => option.allowsEmpty).map(option => option.flags));
  const values = command.opts<Record<string, unknown>>();
  const given: [string, unknown][] = [
    ...command.registeredArguments.map((argument, index): [string, unknown] => [
      argument.name(),
      command.processedArgs[index],
    ]),
    ...command.options.map((option): [string, unknown] => [option.flags, values[option.attributeName()]]),
  ];
  const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === '';
  const blank = given.find(([name, value]) => !mayBeEmpty.has(name) && [value].flat().some(isBlank))?.[0];
  if (blank === undefined) return;
  // what may be left out of the arguments depends on the others, as in "pctl add"
  const more = blank.startsWith('-') ? ', or leave the option out' : '';
  command.error(`error: the value of "${blank}" is blank; write a value${more}`);
}

function createArgument({ name, description, choices, fallback }: CliArgument): Argument {
  const argument = new Argument(name, description);
  if (choices !== undefined) argument.choices([...choices]);
  return fallback === undefined ? argument : argument.default(fallback);
}

function createOption({ flags, description, choices, fallback, isRepeated }: CliOption): Option {
  const option = new Option(flags, description);
  if (choices !== undefined) option.choices([...choices]);
  if (isRepeated)
    option.argParser((value: string, others?: unknown) => [
      ...(Array.isArray(others) ? (others as string[]) : []),
      value,
    ]);
  return fallback === undefined ? option : option.default(fallback);
}

function groupOf(program: Command, name: string): Command {
  const found = program.commands.find(command => command.name() === name);
  return found ?? program.command(name).description(GROUPS.get(name) ?? '');
}

function describeError(error: unknown, isVerbose: boolean): string {
  if (!(error instanceof Error)) return `error: ${String(error)}\n`;
  if (isVerbose) return `error: ${error.stack}\n`;
  // each line of a ProfilesError is a separate problem
  const messages = error.name === 'ProfilesError' ? error.message.split('\n') : [error.message];
  return messages.map(message => `error: ${message}\n`).join('');
}
