/**
 * The definition of `pctl layers assign`.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { CATALOGS_OPTION } from '../terminal/common-options';
import type { CliCommand } from '../terminal/command';

export const ASSIGN_COMMAND: CliCommand = {
  name: 'layers assign',
  summary: 'write the layers of a model into charts and profiles of a working copy',
  arguments: [{ name: '[path...]', description: 'a file, or a folder that is searched; otherwise this folder' }],
  options: [
    CATALOGS_OPTION,
    {
      flags: '--layers <file>',
      description: 'file of layers; can be given several times; otherwise those in the folder of catalogs',
      isRepeated: true,
    },
    { flags: '--check', description: 'write nothing; exit with 1 if a file would change' },
  ],
  load: () => require('./layers-assign') as typeof import('./layers-assign'),
};
