/**
 * Every command of `pctl`: what its help shows, and the module that runs it.
 *
 * Modules load when they are run, so that help and completion are there at once.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { Argument, Option } from 'commander';
import type { CliCommand } from './command';
import { OUTPUT_FORMATS } from './output';

/** Options of every command that looks at catalogs. */
export const CATALOGS_OPTION = new Option(
  '--catalogs <dir>',
  'folder of catalogs; else CDK8S_PROFILES_CATALOGS, else the nearest "catalogs"',
);

/** Options of every command that prints a list. */
export const OUTPUT_OPTION = new Option('-o, --output <format>', 'how to print')
  .choices([...OUTPUT_FORMATS])
  .default('table');

export const COMMANDS: readonly CliCommand[] = [
  {
    name: 'plan',
    summary: 'show what is installed in which order, and what each release waits for',
    arguments: [new Argument('[dir]', 'folder that "cdk8s synth" wrote, or one file').default('dist')],
    options: [
      severalTimes('--cluster <name>', 'only this cluster; can be given several times'),
      new Option('-o, --output <format>', 'how to print').choices(['table', 'json']).default('table'),
    ],
    load: () => require('./plan') as typeof import('./plan'),
  },
];

/** What a group of commands is about, by its name. */
export const GROUPS: ReadonlyMap<string, string> = new Map([]);

/** An option whose values are gathered in a list. */
function severalTimes(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, others: readonly string[] = []) => [
    ...others,
    value,
  ]);
}
