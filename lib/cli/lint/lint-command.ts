/**
 * The definition of `pctl lint`.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { FINDING_OUTPUTS } from '../findings/finding-outputs';
import type { CliCommand } from '../terminal/command';

export const LINT_COMMAND: CliCommand = {
  name: 'lint',
  summary: 'check catalogs, charts, profiles and files of layers',
  arguments: [{ name: '[path...]', description: 'a file, or a folder that is searched; otherwise this folder' }],
  options: [
    { flags: '-o, --output <format>', description: 'output format', choices: FINDING_OUTPUTS, fallback: 'text' },
    { flags: '--fix', description: 'correct what can be corrected for certain' },
    { flags: '--strict', description: 'exit with 1 for warnings too' },
    { flags: '--disable <rule>', description: 'skip this rule; can be given several times', isRepeated: true },
    { flags: '--kube-version <version>', description: 'report charts that do not run on this version of Kubernetes' },
    { flags: '--layers <file>', description: 'file of layers; otherwise "layers.yaml" next to a catalog' },
    { flags: '--list', description: 'list all rules' },
  ],
  load: () => require('./lint') as typeof import('./lint'),
};
