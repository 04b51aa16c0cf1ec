/**
 * `pctl status` as its help shows it.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import type { CliCommand, CliOption } from '../terminal/command';
import { OUTPUT_OPTION } from '../terminal/common-options';

/** As `flux get` has them. */
const OPTIONS: readonly CliOption[] = [
  { flags: '-A, --all-namespaces', description: 'all namespaces' },
  {
    flags: '-n, --namespace <name>',
    description: 'only this namespace; otherwise FLUX_SYSTEM_NAMESPACE or flux-system; can be given several times',
    isRepeated: true,
  },
  {
    flags: '--kubeconfig <file>',
    description: 'file that says how to reach the cluster; otherwise as kubectl finds it',
  },
  { flags: '--context <name>', description: 'context of the kubeconfig; otherwise the current one' },
  { flags: '-w, --watch', description: 'read again every two seconds until Ctrl-C; redraws on a terminal' },
  { flags: '--exit-code', description: 'exit with 1 unless everything is installed and ready' },
  OUTPUT_OPTION,
];

export const STATUS_COMMAND: CliCommand = {
  name: 'status',
  summary: 'show where each release on a cluster stands, and why it does not go on',
  arguments: [{ name: '[dir]', description: 'folder of manifests to compare with; otherwise dist, if there is one' }],
  options: OPTIONS,
  load: () => require('./status') as typeof import('./status'),
};
