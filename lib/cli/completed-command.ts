/**
 * The commands of `pctl` as shells complete them.
 */
import type { Argument, Option } from 'commander';
import { COMMANDS, GLOBAL_OPTIONS, GROUPS } from './commands';

/** What can stand in one place. */
export type CompletedValue =
  | { readonly kind: 'choices'; readonly choices: readonly string[] }
  | { readonly kind: 'folder' }
  | { readonly kind: 'file' }
  | { readonly kind: 'text' }
  /** Lines that `pctl` prints when it is run with `argv`. */
  | { readonly kind: 'names'; readonly argv: string };

export interface CompletedOption {
  /** `--output`, after `-o` if there is one. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Absent: it takes none. */
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

/** Arguments that are names, and what prints them. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['show profile', 'search -o name'],
  ['catalog update name', 'catalog list -o name'],
  ['catalog remove name', 'catalog list -o name'],
]);

const HELP: CompletedOption = { flags: ['-h', '--help'], description: 'display help for command' };
const VERSION: CompletedOption = { flags: ['-V', '--version'], description: 'output the version number' };

/** `pctl`, every group and every command, by name. */
export function completedCommands(): CompletedCommand[] {
  const groups = [...GROUPS].map(([name, summary]) => ({ name, summary, options: [], arguments: [] }));
  const all = [{ name: '', summary: '', options: [], arguments: [] }, ...groups, ...COMMANDS].map(command => {
    const global = [...GLOBAL_OPTIONS.map(completedOption), HELP, ...(command.name === '' ? [VERSION] : [])];
    return {
      name: command.name,
      summary: command.summary,
      subcommands: subcommandsOf(command.name),
      options: [...command.options.map(completedOption), ...global],
      arguments: command.arguments.map(argument => ({
        value: valueOfArgument(command.name, argument),
        isRepeated: argument.variadic,
      })),
    };
  });
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function subcommandsOf(group: string): { name: string; summary: string }[] {
  const below = group === '' ? '' : `${group} `;
  const commands = COMMANDS.map(({ name, summary }): [string, string] => [name, summary]);
  return [...commands, ...GROUPS]
    .filter(([name]) => name.startsWith(below) && !name.slice(below.length).includes(' '))
    .filter(([name]) => name !== group)
    .map(([name, summary]) => ({ name: name.slice(below.length), summary }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function completedOption(option: Option): CompletedOption {
  const flags = [option.short, option.long].filter(flag => flag !== undefined);
  const { description, required, argChoices, flags: written } = option;
  return { flags, description, ...(required && { value: valueOf(/<(.*)>/.exec(written)![1], argChoices) }) };
}

function valueOfArgument(command: string, argument: Argument): CompletedValue {
  const argv = NAMES.get(`${command} ${argument.name()}`);
  if (argv !== undefined) return { kind: 'names', argv };
  // a folder of manifests may be one file
  return valueOf(argument.name() === 'dir' ? 'file' : argument.name(), argument.argChoices);
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

/** What leads to each command: the command so far, a space and the next word, ` catalog` or `catalog update`. */
export function stepsOf(commands: readonly CompletedCommand[]): { readonly step: string; readonly name: string }[] {
  return commands
    .filter(({ name }) => name !== '')
    .map(({ name }) => ({ step: name.includes(' ') ? name : ` ${name}`, name }));
}
