/**
 * The definition of `pctl verify`.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { FINDING_OUTPUTS } from '../findings/finding-outputs';
import { type CliCommand } from '../terminal/command';
import { CLUSTER_OPTION, REF_OPTION } from '../terminal/common-options';

export const VERIFY_COMMAND: CliCommand = {
  name: 'verify',
  summary: 'check what Flux would wait for forever, or refuse, in any repository of manifests',
  arguments: [{ name: '[dir]', description: 'a folder, a file, or a Git ref; otherwise this folder' }],
  options: [
    CLUSTER_OPTION,
    REF_OPTION,
    { flags: '-o, --output <format>', description: 'output format', choices: FINDING_OUTPUTS, fallback: 'text' },
    { flags: '--strict', description: 'exit with 1 for warnings too' },
    { flags: '--disable <rule>', description: 'skip this rule; can be given several times', isRepeated: true },
    { flags: '--list', description: 'list all rules' },
  ],
  load: () => require('./verify') as typeof import('./verify'),
};
