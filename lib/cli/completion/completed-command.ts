/**
 * The commands of `pctl` in the form that completion scripts need.
 */
import { CLUSTER_OPTION, NAMESPACE_OPTION, REF_OPTION } from '../terminal/common-options';
import { ONE_CLUSTER_OPTION } from '../subscriptions/subscription-commands';
import type { CliArgument, CliCommand, CliOption } from '../terminal/command';

/** What can be completed. */
export interface CommandTable {
  readonly commands: readonly CliCommand[];
  /** Description of each group, by its name. */
  readonly groups: ReadonlyMap<string, string>;
  /** Options of every command. */
  readonly options: readonly CliOption[];
  /** Options of `pctl` itself. */
  readonly programOptions: readonly CliOption[];
}

/** What can be completed in one position. */
export type CompletedValue =
  | { readonly kind: 'choices'; readonly choices: readonly string[] }
  | { readonly kind: 'folder' }
  | { readonly kind: 'file' }
  | { readonly kind: 'text' }
  /** Candidates: the lines that `pctl` prints when run with `argv`, or with `versions` if there is an `@`. */
  | { readonly kind: 'names'; readonly argv: string; readonly versions?: string }
  /** Candidates: parts of the names of the releases in the folder that is the first argument. */
  | { readonly kind: 'releases'; readonly part: ReleasePart }
  /** Candidates: the lines that a command of the shell prints. */
  | { readonly kind: 'lines'; readonly command: string };

/** A part of a name that `pctl list -o name` prints: `production/flux-system/linkerd2`. */
export type ReleasePart = 'cluster' | 'namespace';

export interface CompletedOption {
  /** `--output`, after `-o` if it has a short form. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Absent: it takes no value. */
  readonly value?: CompletedValue;
}

/** A command, or a group of commands. */
export interface CompletedCommand {
  /** `catalog update`; empty for `pctl` itself. */
  readonly name: string;
  readonly summary: string;
  readonly subcommands: readonly { readonly name: string; readonly summary: string }[];
  readonly options: readonly CompletedOption[];
  readonly arguments: readonly { readonly value: CompletedValue; readonly isRepeated: boolean }[];
}

const CATALOGS: CompletedValue = { kind: 'names', argv: 'catalog list -o name' };
const VERSIONS = 'search --all-versions --prerelease -o name';

/** Prints the branches and tags that `--ref` accepts. */
const LIST_REFS = "git for-each-ref --format='%(refname:short)' refs/heads refs/tags refs/remotes";
/** Print the names in the folder of subscriptions, if it is in the working directory. */
const LIST_SUBSCRIPTIONS =
  "find subscriptions -mindepth 2 -name '*.yaml' '!' -name cluster.yaml '!' -name '*.values.yaml' -exec basename '{}' .yaml ';'";
const LIST_CLUSTERS = "find subscriptions -mindepth 1 -maxdepth 1 -type d -exec basename '{}' ';'";

const SUBSCRIPTIONS: CompletedValue = { kind: 'lines', command: LIST_SUBSCRIPTIONS };

/** Arguments that are names. */
const NAMES: ReadonlyMap<string, CompletedValue> = new Map<string, CompletedValue>([
  ['show profile', { kind: 'names', argv: 'search -o name', versions: VERSIONS }],
  ['add profile', { kind: 'names', argv: 'search -o name', versions: VERSIONS }],
  ['upgrade name', SUBSCRIPTIONS],
  ['remove name', SUBSCRIPTIONS],
  ['move name', SUBSCRIPTIONS],
  ['catalog update name', CATALOGS],
  ['catalog remove name', CATALOGS],
]);

/** Options whose values are names. */
const OPTIONS: ReadonlyMap<CliOption, CompletedValue> = new Map<CliOption, CompletedValue>([
  [CLUSTER_OPTION, { kind: 'releases', part: 'cluster' }],
  [NAMESPACE_OPTION, { kind: 'releases', part: 'namespace' }],
  [REF_OPTION, { kind: 'lines', command: LIST_REFS }],
  [ONE_CLUSTER_OPTION, { kind: 'lines', command: LIST_CLUSTERS }],
]);

/** `pctl`, every group and every command, by name. */
export function completedCommands(table: CommandTable): CompletedCommand[] {
  const groups = [...table.groups].map(([name, summary]) => ({ name, summary, options: [], arguments: [] }));
  const program = { name: '', summary: '', options: [], arguments: [] };
  const all = [program, ...groups, ...table.commands].map(command => ({
    name: command.name,
    summary: command.summary,
    subcommands: subcommandsOf(command.name, table),
    options: [...command.options, ...table.options, ...(command === program ? table.programOptions : [])].map(
      completedOption,
    ),
    arguments: command.arguments.map(argument => ({
      value: valueOfArgument(command.name, argument),
      isRepeated: argument.name.includes('...'),
    })),
  }));
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function subcommandsOf(group: string, table: CommandTable): { name: string; summary: string }[] {
  const below = group === '' ? '' : `${group} `;
  const commands = table.commands.map(({ name, summary }): [string, string] => [name, summary]);
  return [...commands, ...table.groups]
    .filter(([name]) => name.startsWith(below) && !name.slice(below.length).includes(' '))
    .filter(([name]) => name !== group)
    .map(([name, summary]) => ({ name: name.slice(below.length), summary }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function completedOption(option: CliOption): CompletedOption {
  const { flags, description, choices } = option;
  // -o, --output <format>
  // a value that may be left out is not completed
  const [, names, value] = /^([^<]*?)(?: <(.*)>)?$/.exec(flags.replace(/ \[.*\]$/, ''))!;
  return {
    flags: names.split(', '),
    description,
    ...(value !== undefined && { value: OPTIONS.get(option) ?? valueOf(value, choices) }),
  };
}

function valueOfArgument(command: string, { name, choices }: CliArgument): CompletedValue {
  const placeholder = name.replace(/\W/g, '');
  const names = NAMES.get(`${command} ${placeholder}`);
  if (names !== undefined) return names;
  // a folder of manifests may also be a single file
  return valueOf(placeholder === 'dir' ? 'file' : placeholder, choices);
}

function valueOf(placeholder: string, choices: readonly string[] | undefined): CompletedValue {
  if (choices !== undefined) return { kind: 'choices', choices };
  if (placeholder === 'dir') return { kind: 'folder' };
  return placeholder === 'file' ? { kind: 'file' } : { kind: 'text' };
}

/** Flags of all options that take a value, sorted. */
export function flagsWithValue(commands: readonly CompletedCommand[]): string[] {
  const options = commands.flatMap(command => command.options).filter(({ value }) => value !== undefined);
  return [...new Set(options.flatMap(({ flags }) => flags))].sort();
}

/**
 * Each command, by the words that lead to it: the command so far, a space and the next word, `
 * catalog` or `catalog update`.
 */
export function stepsOf(commands: readonly CompletedCommand[]): { readonly step: string; readonly name: string }[] {
  return commands
    .filter(({ name }) => name !== '')
    .map(({ name }) => ({ step: name.includes(' ') ? name : ` ${name}`, name }));
}
