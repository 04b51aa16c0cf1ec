/**
 * The definition of `pctl import`.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { CHANGE_OPTIONS, ONE_CLUSTER_OPTION } from '../subscriptions/subscription-commands';
import type { CliCommand } from '../terminal/command';
import { OUTPUT_OPTION } from '../terminal/common-options';

export const IMPORT_COMMAND: CliCommand = {
  name: 'import',
  summary: 'turn HelmReleases made by hand into subscriptions, in two commits, and keep their Helm releases',
  arguments: [
    { name: '[dir]', description: 'folder of a cluster, or of a repository, that Flux applies', fallback: '.' },
  ],
  options: [
    ONE_CLUSTER_OPTION,
    {
      flags: '--chart-version <name=version>',
      description: 'version of the chart of a release that has a range; can be given several times',
      isRepeated: true,
    },
    {
      flags: '--unprotected',
      description: 'do it in one commit, because the releases are not on a cluster yet; Flux may uninstall them',
    },
    ...CHANGE_OPTIONS,
    OUTPUT_OPTION,
  ],
  load: () => require('./import') as typeof import('./import'),
};
