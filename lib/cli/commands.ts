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
  {
    name: 'catalog update',
    summary: 'read the sources in the folder of catalogs, and write what they offer into lock files',
    arguments: [new Argument('[name...]', 'only these: "platform", or "flux-system/platform"')],
    options: [
      CATALOGS_OPTION,
      new Option('--check', 'write nothing; exit with 1 when a lock file would change'),
      new Option('--accept-changed', 'take versions that have another digest or commit than before'),
      new Option('--types', 'write names, versions and values on offer as TypeScript; from then on, every update does'),
      new Option('--kubeconfig <file>', 'read Secrets that are not beside the source from this cluster'),
    ],
    load: () => require('./catalog-update') as typeof import('./catalog-update'),
  },
  {
    name: 'catalog add',
    summary: 'write the manifest of a Helm repository into the folder of catalogs',
    arguments: [
      new Argument('<name>', 'name of the catalog'),
      new Argument('<url>', 'of the repository: https://charts.example.com'),
    ],
    options: [
      CATALOGS_OPTION,
      new Option('--namespace <name>', 'namespace of the HelmRepository').default('flux-system'),
      new Option('--every-version', 'take every chart version as a profile, not only annotated ones'),
      new Option('--version-filter <range>', 'only versions in this range'),
      new Option('--secret <name>', 'Secret in that namespace with the credentials'),
    ],
    load: () => require('./catalog-add') as typeof import('./catalog-add'),
  },
  {
    name: 'catalog remove',
    summary: 'remove the manifest of a catalog, and its lock file',
    arguments: [new Argument('<name>', '"platform", or "flux-system/platform"')],
    options: [CATALOGS_OPTION],
    load: () => require('./catalog-remove') as typeof import('./catalog-remove'),
  },
  {
    name: 'catalog list',
    summary: 'list the catalogs, and what is locked of each',
    arguments: [],
    options: [CATALOGS_OPTION, OUTPUT_OPTION],
    load: () => require('./catalog-list') as typeof import('./catalog-list'),
  },
];

/** What a group of commands is about, by its name. */
export const GROUPS: ReadonlyMap<string, string> = new Map([
  ['catalog', 'where profiles come from, and what is known of it'],
]);

/** An option whose values are gathered in a list. */
function severalTimes(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, others: readonly string[] = []) => [
    ...others,
    value,
  ]);
}
