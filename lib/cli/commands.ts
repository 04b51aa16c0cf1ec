/**
 * Every command of `pctl`: what its help shows, and the module that runs it.
 *
 * Modules load when they are run, so that help and completion are there at once.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import type { CliArgument, CliCommand, CliOption } from './terminal/command';
import { OUTPUT_FORMATS } from './terminal/output-format';

/** Options of every command that looks at catalogs. */
export const CATALOGS_OPTION: CliOption = {
  flags: '--catalogs <dir>',
  description: 'folder of catalogs; else CDK8S_PROFILES_CATALOGS, else the nearest "catalogs"',
};

/** Options of every command that prints a list. */
export const OUTPUT_OPTION: CliOption = {
  flags: '-o, --output <format>',
  description: 'how to print',
  choices: OUTPUT_FORMATS,
  fallback: 'table',
};

const PRERELEASE_OPTION: CliOption = {
  flags: '--prerelease',
  description: 'count versions before a release, such as 1.2.0-rc.1',
};

const FOLDER_ARGUMENT: CliArgument = {
  name: '[dir]',
  description: 'folder that "cdk8s synth" wrote, or one file',
  fallback: 'dist',
};

const CLUSTER_OPTION: CliOption = {
  flags: '--cluster <name>',
  description: 'only this cluster; can be given several times',
  isRepeated: true,
};

const NAMESPACE_OPTION: CliOption = {
  flags: '--namespace <name>',
  description: 'only this namespace; can be given several times',
  isRepeated: true,
};

const REF_OPTION: CliOption = {
  flags: '--ref <ref>',
  description: 'read the folder as this git branch, tag or commit has it',
};

export const COMMANDS: readonly CliCommand[] = [
  {
    name: 'search',
    summary: 'search the profiles of all catalogs',
    arguments: [{ name: '[text...]', description: 'words in name, keywords, category or description' }],
    options: [
      CATALOGS_OPTION,
      { flags: '--all-versions', description: 'every version, not only the newest of each profile' },
      PRERELEASE_OPTION,
      OUTPUT_OPTION,
    ],
    load: () => require('./profiles/search') as typeof import('./profiles/search'),
  },
  {
    name: 'show',
    summary: 'show everything that a catalog says about one profile',
    arguments: [
      { name: '<profile>', description: '[[NAMESPACE/]CATALOG/]PROFILE[@VERSION], a version, a range or "latest"' },
    ],
    options: [CATALOGS_OPTION, PRERELEASE_OPTION, OUTPUT_OPTION],
    load: () => require('./profiles/show') as typeof import('./profiles/show'),
  },
  {
    name: 'list',
    summary: 'list what manifests install',
    arguments: [FOLDER_ARGUMENT],
    options: [CLUSTER_OPTION, NAMESPACE_OPTION, REF_OPTION, OUTPUT_OPTION],
    load: () => require('./releases/list') as typeof import('./releases/list'),
  },
  {
    name: 'outdated',
    summary: 'list releases that have newer versions; exits with 1 when there are any',
    arguments: [FOLDER_ARGUMENT],
    options: [CLUSTER_OPTION, NAMESPACE_OPTION, CATALOGS_OPTION, PRERELEASE_OPTION, OUTPUT_OPTION],
    load: () => require('./releases/outdated') as typeof import('./releases/outdated'),
  },
  {
    name: 'plan',
    summary: 'show what is installed in which order, and what each release waits for',
    arguments: [FOLDER_ARGUMENT],
    options: [CLUSTER_OPTION, OUTPUT_OPTION],
    load: () => require('./releases/plan') as typeof import('./releases/plan'),
  },
  {
    name: 'catalog update',
    summary: 'read the sources in the folder of catalogs, and write what they offer into lock files',
    arguments: [{ name: '[name...]', description: 'only these: "platform", or "flux-system/platform"' }],
    options: [
      CATALOGS_OPTION,
      { flags: '--check', description: 'write nothing; exit with 1 when a lock file would change' },
      { flags: '--accept-changed', description: 'take versions that have another digest or commit than before' },
      {
        flags: '--types',
        description: 'write names, versions and values on offer as TypeScript; from then on, every update does',
      },
      {
        flags: '--verify',
        description:
          'check signatures of charts in registries, where a manifest says "verify"; offer only what is signed',
      },
      { flags: '--kubeconfig <file>', description: 'read Secrets that are not beside the source from this cluster' },
    ],
    load: () => require('./catalogs/catalog-update') as typeof import('./catalogs/catalog-update'),
  },
  {
    name: 'catalog add',
    summary: 'write the manifest of a Helm repository or a registry into the folder of catalogs',
    arguments: [
      { name: '<name>', description: 'name of the catalog' },
      {
        name: '<url>',
        description: 'https://charts.example.com, or of a chart: oci://registry.example.com/charts/linkerd2',
      },
    ],
    options: [
      CATALOGS_OPTION,
      { flags: '--namespace <name>', description: 'namespace of the manifest', fallback: 'flux-system' },
      { flags: '--every-version', description: 'take every chart version as a profile, not only annotated ones' },
      { flags: '--version-filter <range>', description: 'only versions in this range' },
      { flags: '--secret <name>', description: 'Secret in that namespace with the credentials' },
      { flags: '--folder', description: 'the oci:// URL is of a folder of charts, which the registry lists' },
      { flags: '--insecure', description: 'the registry speaks plain HTTP' },
    ],
    load: () => require('./catalogs/catalog-add') as typeof import('./catalogs/catalog-add'),
  },
  {
    name: 'catalog remove',
    summary: 'remove the manifest of a catalog, and its lock file',
    arguments: [{ name: '<name>', description: '"platform", or "flux-system/platform"' }],
    options: [CATALOGS_OPTION],
    load: () => require('./catalogs/catalog-remove') as typeof import('./catalogs/catalog-remove'),
  },
  {
    name: 'catalog list',
    summary: 'list the catalogs, and what is locked of each',
    arguments: [],
    options: [CATALOGS_OPTION, OUTPUT_OPTION],
    load: () => require('./catalogs/catalog-list') as typeof import('./catalogs/catalog-list'),
  },
  {
    name: 'completion',
    summary: 'print the script that makes a shell complete pctl',
    arguments: [{ name: '<shell>', description: 'the shell', choices: ['bash', 'zsh', 'fish'] }],
    options: [],
    load: () => {
      const { completionOf } = require('./completion/completion') as typeof import('./completion/completion');
      const options = [...GLOBAL_OPTIONS, HELP_OPTION];
      return completionOf({ commands: COMMANDS, groups: GROUPS, options, programOptions: [VERSION_OPTION] });
    },
  },
];

/** Options of every command. */
export const GLOBAL_OPTIONS: readonly CliOption[] = [
  { flags: '--quiet', description: 'say only what is wrong' },
  { flags: '--verbose', description: 'say more, and show the stack of an unexpected error' },
];

/** What Commander adds to every command. */
export const HELP_OPTION: CliOption = { flags: '-h, --help', description: 'show this, or the help of a command' };

export const VERSION_OPTION: CliOption = { flags: '-V, --version', description: 'show the version' };

/** What a group of commands is about, by its name. */
export const GROUPS: ReadonlyMap<string, string> = new Map([
  ['catalog', 'where profiles come from, and what is known of it'],
]);
