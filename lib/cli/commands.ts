/**
 * Every command of `pctl`: what its help shows, and the module that runs it.
 *
 * Modules load when they are run, so that help and completion are there at once.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { Argument, Option } from 'commander';
import type { CliCommand } from './command';
import { OUTPUT_FORMATS } from './output-format';

/** Options of every command that looks at catalogs. */
export const CATALOGS_OPTION = new Option(
  '--catalogs <dir>',
  'folder of catalogs; else CDK8S_PROFILES_CATALOGS, else the nearest "catalogs"',
);

/** Options of every command that prints a list. */
export const OUTPUT_OPTION = new Option('-o, --output <format>', 'how to print')
  .choices([...OUTPUT_FORMATS])
  .default('table');

const PRERELEASE_OPTION = new Option('--prerelease', 'count versions before a release, such as 1.2.0-rc.1');

const FOLDER_ARGUMENT = new Argument('[dir]', 'folder that "cdk8s synth" wrote, or one file').default('dist');

const CLUSTER_OPTION = severalTimes('--cluster <name>', 'only this cluster; can be given several times');

const NAMESPACE_OPTION = severalTimes('--namespace <name>', 'only this namespace; can be given several times');

const REF_OPTION = new Option('--ref <ref>', 'read the folder as this git branch, tag or commit has it');

export const COMMANDS: readonly CliCommand[] = [
  {
    name: 'search',
    summary: 'search the profiles of all catalogs',
    arguments: [new Argument('[text...]', 'words in name, keywords, category or description').default([], 'all')],
    options: [
      CATALOGS_OPTION,
      new Option('--all-versions', 'every version, not only the newest of each profile'),
      PRERELEASE_OPTION,
      OUTPUT_OPTION,
    ],
    load: () => require('./search') as typeof import('./search'),
  },
  {
    name: 'show',
    summary: 'show everything that a catalog says about one profile',
    arguments: [new Argument('<profile>', '[[NAMESPACE/]CATALOG/]PROFILE[@VERSION], a version, a range or "latest"')],
    options: [CATALOGS_OPTION, PRERELEASE_OPTION, OUTPUT_OPTION],
    load: () => require('./show') as typeof import('./show'),
  },
  {
    name: 'list',
    summary: 'list what manifests install',
    arguments: [FOLDER_ARGUMENT],
    options: [CLUSTER_OPTION, NAMESPACE_OPTION, REF_OPTION, OUTPUT_OPTION],
    load: () => require('./list') as typeof import('./list'),
  },
  {
    name: 'outdated',
    summary: 'list releases that have newer versions; exits with 1 when there are any',
    arguments: [FOLDER_ARGUMENT],
    options: [CLUSTER_OPTION, NAMESPACE_OPTION, CATALOGS_OPTION, PRERELEASE_OPTION, OUTPUT_OPTION],
    load: () => require('./outdated') as typeof import('./outdated'),
  },
  {
    name: 'plan',
    summary: 'show what is installed in which order, and what each release waits for',
    arguments: [FOLDER_ARGUMENT],
    options: [CLUSTER_OPTION, OUTPUT_OPTION],
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
  {
    name: 'completion',
    summary: 'print the script that makes a shell complete pctl',
    arguments: [new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish'])],
    options: [],
    load: () => require('./completion') as typeof import('./completion'),
  },
];

/** Options of every command. */
export const GLOBAL_OPTIONS: readonly Option[] = [
  new Option('--quiet', 'say only what is wrong'),
  new Option('--verbose', 'say more, and show the stack of an unexpected error'),
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
