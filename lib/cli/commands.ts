/**
 * Every command of `pctl`: what its help shows, and the module that runs it.
 *
 * A module is loaded only when its command runs, so that help and completion are fast.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { CATALOG_COMMANDS } from './catalogs/catalog-commands';
import { ASSIGN_COMMAND } from './layers/assign-command';
import { IMPORT_COMMAND } from './import/import-command';
import { INIT_COMMAND } from './init/init-command';
import { LINT_COMMAND } from './lint/lint-command';
import { LAYER_COMMANDS } from './layers/layer-commands';
import { TEMPLATE_COMMANDS } from './templates/template-commands';
import { STATUS_COMMAND } from './status/status-command';
import {
  AGAINST_OPTION,
  CATALOGS_OPTION,
  KUBE_VERSION_OPTION,
  KUBECONFIG_OPTION,
  LAYERS_OPTION,
  OUTPUT_OPTION,
  PRERELEASE_OPTION,
  FOLDER_ARGUMENT,
  CLUSTER_OPTION,
  NAMESPACE_OPTION,
  REF_OPTION,
  DIFF_OUTPUT_OPTION,
} from './terminal/common-options';
import { GRAPH_FORMATS } from './graph/graph-format';
import { SUBSCRIPTION_COMMANDS } from './subscriptions/subscription-commands';
import { VERIFY_COMMAND } from './verify/verify-command';
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
    options: [
      { flags: '--values', description: 'print the default values of its chart, as they are; downloads the chart' },
      { flags: '--readme', description: 'print the README of its chart, as it is; downloads the chart' },
      { flags: '--versions', description: 'list all versions, newest first' },
      CATALOGS_OPTION,
      PRERELEASE_OPTION,
      LAYERS_OPTION,
      KUBE_VERSION_OPTION,
      KUBECONFIG_OPTION,
      OUTPUT_OPTION,
    ],
    load: () => require('./profiles/show') as typeof import('./profiles/show'),
  },
  LINT_COMMAND,
  {
    name: 'synth',
    summary: 'run the program, or render subscriptions, and replace the output as a whole if everything succeeds',
    arguments: [],
    options: [
      { flags: '-a, --app <command>', description: 'command that runs the program; otherwise "app" in cdk8s.yaml' },
      {
        flags: '-o, --output <dir>',
        description: 'folder of the manifests; otherwise "output" in cdk8s.yaml, or dist',
      },
      { flags: '--check', description: 'write nothing; exit with 1 if a file would change, or is not tracked by Git' },
      { flags: '--shard <K/N>', description: 'write, or check, only share K of N of the output, for N machines' },
    ],
    load: () => require('./synth/synth') as typeof import('./synth/synth'),
  },
  {
    name: 'list',
    summary: 'list what the manifests in a folder install',
    arguments: [FOLDER_ARGUMENT],
    options: [CLUSTER_OPTION, NAMESPACE_OPTION, REF_OPTION, CATALOGS_OPTION, OUTPUT_OPTION],
    load: () => require('./releases/list') as typeof import('./releases/list'),
  },
  {
    name: 'outdated',
    summary: 'list releases that have newer versions; exits with 1 if there are any',
    arguments: [FOLDER_ARGUMENT],
    options: [CLUSTER_OPTION, NAMESPACE_OPTION, CATALOGS_OPTION, PRERELEASE_OPTION, KUBE_VERSION_OPTION, OUTPUT_OPTION],
    load: () => require('./releases/outdated') as typeof import('./releases/outdated'),
  },
  {
    name: 'plan',
    summary: 'show what is installed in which order, and what each release waits for',
    arguments: [FOLDER_ARGUMENT],
    options: [CLUSTER_OPTION, KUBE_VERSION_OPTION, CATALOGS_OPTION, OUTPUT_OPTION],
    load: () => require('./releases/plan') as typeof import('./releases/plan'),
  },
  {
    name: 'graph',
    summary: 'draw what waits for what, as Mermaid, DOT, JSON or a web page',
    arguments: [FOLDER_ARGUMENT],
    options: [
      CLUSTER_OPTION,
      AGAINST_OPTION,
      { flags: '-o, --output <format>', description: 'output format', choices: GRAPH_FORMATS, fallback: 'mermaid' },
    ],
    load: () => require('./graph/graph') as typeof import('./graph/graph'),
  },
  {
    name: 'diff',
    summary: 'show what a change does on each cluster, and in which order',
    arguments: [
      {
        name: '[base]',
        description: 'Git ref or folder to compare with; otherwise the merge base with the default branch',
      },
      FOLDER_ARGUMENT,
    ],
    options: [
      CLUSTER_OPTION,
      REF_OPTION,
      { flags: '--exit-code', description: 'exit with 1 if there are changes' },
      DIFF_OUTPUT_OPTION,
    ],
    load: () => require('./diff/diff') as typeof import('./diff/diff'),
  },
  INIT_COMMAND,
  ...SUBSCRIPTION_COMMANDS,
  IMPORT_COMMAND,
  VERIFY_COMMAND,
  STATUS_COMMAND,
  ...LAYER_COMMANDS,
  ...TEMPLATE_COMMANDS,
  ...CATALOG_COMMANDS,
  ASSIGN_COMMAND,
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
  { flags: '-q, --quiet', description: 'print only errors on stderr' },
  { flags: '-v, --verbose', description: 'print more details, and the stack trace of an unexpected error' },
];

/** What Commander adds to every command. */
export const HELP_OPTION: CliOption = { flags: '-h, --help', description: 'show this help, or the help of a command' };

export const VERSION_OPTION: CliOption = { flags: '-V, --version', description: 'show the version' };

/** Descriptions of the groups of commands, by name. */
export const GROUPS: ReadonlyMap<string, string> = new Map([
  ['catalog', 'manage catalogs, where profiles come from'],
  ['template', 'read templates of clusters, and fill them in'],
  ['layers', 'see, change and apply the model of layers'],
]);
