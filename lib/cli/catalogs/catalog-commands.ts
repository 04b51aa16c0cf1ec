/**
 * The commands of `pctl catalog`: what their help shows, and the modules that run them.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { PULL_REQUEST_OPTIONS } from '../pull-request/pull-request-options';
import { CATALOGS_OPTION, KUBECONFIG_OPTION, OUTPUT_OPTION } from '../terminal/common-options';
import type { CliCommand } from '../terminal/command';

export const CATALOG_COMMANDS: readonly CliCommand[] = [
  {
    name: 'catalog update',
    summary: 'read the sources in the folder of catalogs, and write their profiles to lock files',
    arguments: [{ name: '[name...]', description: 'only these catalogs: "platform" or "flux-system/platform"' }],
    options: [
      CATALOGS_OPTION,
      { flags: '--check', description: 'write nothing; exit with 1 if a lock file would change' },
      {
        flags: '--profile <name>',
        description: 'update only this profile; can be given several times',
        isRepeated: true,
      },
      {
        flags: '--accept-changed [version]',
        description:
          'accept versions whose digest or commit has changed, or only one, as in linkerd2@1.2.3; can be given several times',
        isRepeated: true,
      },
      {
        flags: '--types',
        description: 'also write names, versions and values as TypeScript types; later updates do so too',
      },
      { flags: '--no-types', description: 'remove these types and schemas; later updates do not write them' },
      {
        flags: '--verify',
        description: 'accept only signed charts from registries whose manifest has "verify"',
      },
      KUBECONFIG_OPTION,
      ...PULL_REQUEST_OPTIONS,
    ],
    load: () => require('./catalog-update') as typeof import('./catalog-update'),
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
    load: () => require('./catalog-add') as typeof import('./catalog-add'),
  },
  {
    name: 'catalog remove',
    summary: 'remove the manifest of a catalog and its lock file',
    arguments: [{ name: '<name>', description: '"platform" or "flux-system/platform"' }],
    options: [CATALOGS_OPTION],
    load: () => require('./catalog-remove') as typeof import('./catalog-remove'),
  },
  {
    name: 'catalog list',
    summary: 'list the catalogs and the state of their lock files',
    arguments: [],
    options: [CATALOGS_OPTION, OUTPUT_OPTION],
    load: () => require('./catalog-list') as typeof import('./catalog-list'),
  },
];
