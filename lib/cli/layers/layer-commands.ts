/**
 * The commands of `pctl layers`: what their help shows, and the modules that run them.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { CATALOGS_OPTION, CLUSTER_OPTION, OUTPUT_OPTION } from '../terminal/common-options';
import type { CliCommand, CliOption } from '../terminal/command';

const FILES_OPTION: CliOption = {
  flags: '--layers <file>',
  description: 'file of layers; can be given several times; otherwise those in the folder of catalogs',
  isRepeated: true,
};

export const LAYER_COMMANDS: readonly CliCommand[] = [
  {
    name: 'layers show',
    summary: 'show the model of layers, and by which rule components are in their layers',
    arguments: [{ name: '[dir]', description: 'folder that "cdk8s synth" wrote; otherwise only the model is shown' }],
    options: [CATALOGS_OPTION, FILES_OPTION, CLUSTER_OPTION, OUTPUT_OPTION],
    load: () => require('./layers-show') as typeof import('./layers-show'),
  },
  {
    name: 'layers diff',
    summary: 'show which components move from one file of layers to another, and why',
    arguments: [
      { name: '<old>', description: 'file of layers' },
      { name: '[new]', description: 'file of layers; otherwise the same' },
    ],
    options: [
      CATALOGS_OPTION,
      {
        flags: '--component <name>',
        description: 'only this component is installed; can be given several times; otherwise all',
        isRepeated: true,
      },
      {
        flags: '--add <name>',
        description: 'component that is added in NEW; can be given several times',
        isRepeated: true,
      },
      OUTPUT_OPTION,
    ],
    load: () => require('./layers-diff') as typeof import('./layers-diff'),
  },
  {
    name: 'layers update',
    summary: 'read the lists that files of layers refer to, and write copies next to them',
    arguments: [],
    options: [CATALOGS_OPTION, FILES_OPTION, { flags: '--check', description: 'write nothing; exit with 1 if a copy would change' }], // prettier-ignore
    load: () => require('./layers-update') as typeof import('./layers-update'),
  },
];
