/**
 * The help of `pctl` itself: an overview. Each command has its own help.
 */
import { COMMANDS, GLOBAL_OPTIONS, HELP_OPTION, VERSION_OPTION } from './commands';
import { formatTable } from './terminal/table';

/** The text of `pctl --help`; `name` is how the user calls it. */
export function formatHelp(name = 'pctl'): string {
  const commands = COMMANDS.map(({ name, summary, arguments: all }) => [
    [name, ...all.map(argument => argument.name)].join(' '),
    summary,
  ]);
  const options = [...GLOBAL_OPTIONS, HELP_OPTION, VERSION_OPTION].map(option => [option.flags, option.description]);
  const rows = formatTable([...commands, ...options]).map(line => `  ${line}\n`);
  return `Usage: ${name} <command> [options]

Install, upgrade and remove platform components on fleets of Kubernetes clusters, in order, with plain Flux

Commands:
${rows.slice(0, commands.length).join('')}
Options:
${rows.slice(commands.length).join('')}
"${name} <command> --help" shows the options of a command.

Exit codes:
  0  success
  1  the answer is no, or the data is wrong
  2  the command was used incorrectly
`;
}
