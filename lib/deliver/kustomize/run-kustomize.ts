/**
 * Runs the installed kustomize, or the one in kubectl, on a folder on disk.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { commandLine } from '../../model/data/command-line';
import { parseDocuments } from '../../model/formats/parse-documents';
import type { RunKustomize } from './build-overlay';
import { withoutAccess } from './remote-entry';

const COMMANDS = [
  ['kustomize', 'build'],
  ['kubectl', 'kustomize'],
] as const;
const TIMEOUT_MS = 60_000;

/** Builds folders below `root`. Without plugins and Helm, kustomize runs nothing. */
export function kustomizeIn(root: string, env: NodeJS.ProcessEnv): RunKustomize {
  return folder => {
    for (const [command, verb] of COMMANDS) {
      const options = { env, encoding: 'utf8', maxBuffer: Infinity, timeout: TIMEOUT_MS } as const;
      const run = spawnSync(command, commandLine([verb], [resolve(root, folder)]), options);
      const { error, status, stdout, stderr } = run;
      if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') continue;
      if (error !== undefined) return { reason: `${command} cannot be run: ${error.message}` };
      if (status !== 0)
        return { reason: `"${command} ${verb}" failed: ${withoutAccess(stderr.trim().split('\n')[0])}` };
      const { objects, problems } = parseDocuments(stdout, folder);
      return problems.length > 0 ? { reason: `"${command} ${verb}" printed what cannot be read` } : { objects };
    }
    return { reason: 'neither kustomize nor kubectl is installed' };
  };
}
