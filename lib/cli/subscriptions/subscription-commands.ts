/**
 * The commands that change subscription files: what their help shows, and the modules that run them.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { PULL_REQUEST_OPTIONS } from '../pull-request/pull-request-options';
import type { CliArgument, CliCommand, CliOption } from '../terminal/command';

/** The cluster of a subscription, in the folder of subscriptions. */
export const ONE_CLUSTER_OPTION: CliOption = {
  flags: '--cluster <name>',
  description: 'folder in "subscriptions"; needed if there are several',
};

/** The name of a subscription. */
const SUBSCRIPTION_ARGUMENT: CliArgument = {
  name: '<name>',
  description: 'name of the subscription, which is that of its file',
};

/** Options of every command that changes subscriptions. */
export const CHANGE_OPTIONS: readonly CliOption[] = [
  { flags: '--dry-run', description: 'show what would change, and write nothing' },
  { flags: '--overwrite', description: 'overwrite generated files that were changed by hand' },
  ...PULL_REQUEST_OPTIONS,
];

const repeated = (flags: string, description: string): CliOption => ({
  flags,
  description: `${description}; can be given several times`,
  isRepeated: true,
});

export const SUBSCRIPTION_COMMANDS: readonly CliCommand[] = [
  {
    name: 'add',
    summary: 'subscribe a cluster to a profile, and render again',
    arguments: [
      {
        name: '[profile]',
        description: '[[NAMESPACE/]CATALOG/]PROFILE[@RANGE]; without RANGE, the newest version is written exactly',
      },
    ],
    options: [
      ONE_CLUSTER_OPTION,
      {
        flags: '--url <url>',
        description:
          'where a chart is that no catalog lists: Helm repository, or folder of a registry; or Git repository',
      },
      { flags: '--tag <tag>', description: 'tag of a profile in the Git repository at "--url": web/v1.0.0' },
      { flags: '--branch <name>', description: 'branch with a profile there, instead of a tag: main' },
      { flags: '--path <folder>', description: 'folder of the profile on that branch; otherwise the root' },
      { flags: '--secret <name>', description: 'Secret with which Flux reads that Git repository' },
      { flags: '--name <name>', description: 'name of the subscription; otherwise that of the profile' },
      { flags: '--namespace <name>', description: 'namespace of the Flux objects; otherwise that of the cluster' },
      {
        flags: '--target-namespace <name>',
        description: 'namespace of the workload; otherwise the name of the profile',
      },
      { flags: '--create-namespace', description: 'also create the namespace of the Flux objects' },
      { flags: '--layer <number>', description: 'layer; otherwise that of the profile' },
      repeated('--depends-on <name>', 'subscription that must be ready first'),
      repeated('--values <file>', 'file of Helm values in the repository'),
      repeated('--set <value>', 'Helm value: KEY=VALUE'),
      repeated('--config-map <ref>', 'ConfigMap with values: NAME[/KEY][,optional][,targetPath=PATH]'),
      repeated('--config-secret <ref>', 'Secret with values, likewise'),
      ...CHANGE_OPTIONS,
    ],
    load: () => require('./add') as typeof import('./add'),
  },
  {
    name: 'upgrade',
    summary: 'write a newer version into subscriptions, and render again',
    arguments: [{ ...SUBSCRIPTION_ARGUMENT, name: '[name]' }],
    options: [
      ONE_CLUSTER_OPTION,
      { flags: '--all', description: 'all subscriptions, of one cluster with "--cluster"' },
      { flags: '--minor', description: 'newest version with the same major number; otherwise only patches' },
      { flags: '--latest', description: 'newest version' },
      { flags: '--to <version>', description: 'exactly this version, even if it is older' },
      ...CHANGE_OPTIONS,
    ],
    load: () => require('./upgrade') as typeof import('./upgrade'),
  },
  {
    name: 'remove',
    summary: 'remove a subscription, and render again',
    arguments: [SUBSCRIPTION_ARGUMENT],
    options: [
      ONE_CLUSTER_OPTION,
      { flags: '--drop-dependencies', description: 'remove it from "dependsOn" of others, too' },
      ...CHANGE_OPTIONS,
    ],
    load: () => require('./remove') as typeof import('./remove'),
  },
  {
    name: 'move',
    summary: 'give a subscription another name or namespace, in two commits, and keep its Helm release',
    arguments: [SUBSCRIPTION_ARGUMENT],
    options: [
      ONE_CLUSTER_OPTION,
      { flags: '--name <name>', description: 'new name' },
      { flags: '--namespace <name>', description: 'new namespace of the Flux objects' },
      { flags: '--target-namespace <name>', description: 'refused, because Helm would install it again' },
      { flags: '--to-cluster <name>', description: 'refused, because Helm would install it again' },
      ...CHANGE_OPTIONS,
    ],
    load: () => require('./move') as typeof import('./move'),
  },
];
