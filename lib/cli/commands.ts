/**
 * Every command of `pctl`: what its help shows, and the module that runs it.
 *
 * A module is loaded only when its command runs, so that help and completion are fast.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import {
  CATALOGS_OPTION,
  LAYERS_OPTION,
  OUTPUT_OPTION,
  PRERELEASE_OPTION,
  FOLDER_ARGUMENT,
  CLUSTER_OPTION,
  NAMESPACE_OPTION,
  REF_OPTION,
} from './common-options';
import type { CliCommand, CliOption } from './terminal/command';

export const COMMANDS: readonly CliCommand[] = [
  {
    name: 'search',
    summary: 'search the profiles of all catalogs',
    arguments: [{ name: '[text...]', description: 'words in the name, keywords, category or description' }],
    options: [
      CATALOGS_OPTION,
      { flags: '--all-versions', description: 'list every version, not only the newest of each profile' },
      PRERELEASE_OPTION,
      LAYERS_OPTION,
      OUTPUT_OPTION,
    ],
    load: () => require('./profiles/search') as typeof import('./profiles/search'),
  },
  {
    name: 'show',
    summary: 'show everything that a catalog, or a working copy, says about one profile',
    arguments: [
      {
        name: '<profile>',
        description:
          '[[NAMESPACE/]CATALOG/]PROFILE[@VERSION]; VERSION can be a range or "latest"; or ./DIR, in a working copy',
      },
    ],
    options: [CATALOGS_OPTION, PRERELEASE_OPTION, LAYERS_OPTION, OUTPUT_OPTION],
    load: () => require('./profiles/show') as typeof import('./profiles/show'),
  },
  {
    name: 'lint',
    summary: 'check the profiles in a working copy',
    arguments: [
      { name: '[dir...]', description: 'a profile.yaml, or a folder that holds profiles; otherwise this folder' },
    ],
    options: [],
    load: () => require('./profiles/lint') as typeof import('./profiles/lint'),
  },
  {
    name: 'list',
    summary: 'list what the manifests in a folder install',
    arguments: [FOLDER_ARGUMENT],
    options: [CLUSTER_OPTION, NAMESPACE_OPTION, REF_OPTION, OUTPUT_OPTION],
    load: () => require('./releases/list') as typeof import('./releases/list'),
  },
  {
    name: 'outdated',
    summary: 'list releases that have newer versions; exits with 1 if there are any',
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
    summary: 'read the sources in the folder of catalogs, and write their profiles to lock files',
    arguments: [{ name: '[name...]', description: 'only these catalogs: "platform" or "flux-system/platform"' }],
    options: [
      CATALOGS_OPTION,
      { flags: '--check', description: 'write nothing; exit with 1 if a lock file would change' },
      { flags: '--accept-changed', description: 'accept versions whose digest or commit has changed' },
      {
        flags: '--types',
        description: 'also write names, versions and values as TypeScript types; later updates do so too',
      },
      {
        flags: '--verify',
        description: 'accept only signed charts from registries whose manifest has "verify"',
      },
      { flags: '--kubeconfig <file>', description: 'read Secrets that are not in the folder from this cluster' },
    ],
    load: () => require('./catalogs/catalog-update') as typeof import('./catalogs/catalog-update'),
  },
  {
    name: 'catalog add',
    summary: 'add a Helm repository or a registry to the folder of catalogs',
    arguments: [
      { name: '<name>', description: 'name of the catalog' },
      {
        name: '<url>',
        description: 'https://charts.example.com, or of one chart: oci://registry.example.com/charts/linkerd2',
      },
    ],
    options: [
      CATALOGS_OPTION,
      { flags: '--namespace <name>', description: 'namespace of the manifest', fallback: 'flux-system' },
      {
        flags: '--chart <name>',
        description: 'only this chart, annotated as a profile or not; can be given several times',
        isRepeated: true,
      },
      {
        flags: '--all-charts',
        description: 'every chart is a profile, not only annotated ones',
        formerFlags: '--every-version',
      },
      { flags: '--version-filter <range>', description: 'only versions in this range' },
      { flags: '--keep <number>', description: 'only so many of the newest versions of each chart' },
      { flags: '--secret <name>', description: 'Secret with the credentials, in the same namespace' },
      { flags: '--folder', description: 'the oci:// URL is that of a folder of charts' },
      { flags: '--insecure', description: 'connect to the registry over plain HTTP' },
    ],
    load: () => require('./catalogs/catalog-add') as typeof import('./catalogs/catalog-add'),
  },
  {
    name: 'catalog remove',
    summary: 'remove the manifest of a catalog and its lock file',
    arguments: [{ name: '<name>', description: '"platform" or "flux-system/platform"' }],
    options: [CATALOGS_OPTION],
    load: () => require('./catalogs/catalog-remove') as typeof import('./catalogs/catalog-remove'),
  },
  {
    name: 'catalog list',
    summary: 'list the catalogs and the state of their lock files',
    arguments: [],
    options: [CATALOGS_OPTION, OUTPUT_OPTION],
    load: () => require('./catalogs/catalog-list') as typeof import('./catalogs/catalog-list'),
  },
  {
    name: 'completion',
    summary: 'print a script for shell completion',
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
  { flags: '--quiet', description: 'print only errors on stderr' },
  { flags: '--verbose', description: 'print more details, and the stack trace of an unexpected error' },
];

/** What Commander adds to every command. */
export const HELP_OPTION: CliOption = { flags: '-h, --help', description: 'show this help, or the help of a command' };

export const VERSION_OPTION: CliOption = { flags: '-V, --version', description: 'show the version' };

/** Descriptions of the groups of commands, by name. */
export const GROUPS: ReadonlyMap<string, string> = new Map([['catalog', 'manage catalogs, where profiles come from']]);
