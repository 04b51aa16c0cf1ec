/**
 * The help of `pctl` itself: an overview. Each command has its own help.
 */
import { COMMANDS, GLOBAL_OPTIONS, HELP_OPTION, VERSION_OPTION } from './commands';
import { wrapText } from './terminal/display-width';
import { formatRows } from './terminal/table';

const SUMMARY =
  'Install, upgrade and remove platform components on fleets of Kubernetes clusters, in order, with plain Flux';

/** The text of `pctl --help`, in lines of at most `columns` cells; `name` is how the user calls it. */
export function formatHelp(name = 'pctl', columns = Infinity): string {
  const commands = COMMANDS.map(({ name, summary, arguments: all }) => [
    [name, ...all.map(argument => argument.name)].join(' '),
    summary,
  ]);
  const options = [...GLOBAL_OPTIONS, HELP_OPTION, VERSION_OPTION].map(option => [option.flags, option.description]);
  const rows = formatRows([...commands, ...options], { columns: columns - 2, last: 'wrap' });
  const lines = (some: typeof rows) => some.flatMap(row => row.map(line => `  ${line}\n`)).join('');
  return `Usage: ${name} <command> [options]

${wrapText(SUMMARY, columns).join('\n')}

Commands:
${lines(rows.slice(0, commands.length))}
Options:
${lines(rows.slice(commands.length))}
"${name} <command> --help" shows the options of a command.

Exit codes:
  0  success
  1  the answer is no, or the data is wrong
  2  the command was used incorrectly
`;
}
