/**
 * Runs kubectl, which supports every way to log in that a kubeconfig may require, to read objects from a cluster.
 */
import { execFile } from 'node:child_process';
import { commandLine } from '../../model/data/command-line';

/** What kubectl is run with. */
export interface KubectlOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** It is killed after that time. */
  readonly timeoutMs: number;
  /** Most bytes of its output. */
  readonly largestAnswer: number;
}

/** What kubectl printed. */
export interface KubectlAnswer {
  /** Absent: it succeeded. */
  readonly failure?: KubectlFailure;
  readonly stdout: string;
  readonly stderr: string;
}

/** `missing`: it is not on the PATH. `timeout`, `size`: it was ended, see `KubectlOptions`. `failed`: it says why. */
export type KubectlFailure = 'missing' | 'timeout' | 'size' | 'failed';

/**
 * Runs `kubectl get` with `flags` and `operands`, which are never read as options. `get` comes first, because the
 * kubectl of the Google Cloud SDK refuses flags before it.
 */
export function kubectlGet(
  flags: readonly string[],
  operands: readonly string[],
  { env, signal, timeoutMs, largestAnswer }: KubectlOptions,
): Promise<KubectlAnswer> {
  const options = { env, signal, timeout: timeoutMs, maxBuffer: largestAnswer, windowsHide: true };
  return new Promise(resolve => {
    const child = execFile('kubectl', commandLine(['get', ...flags], operands), options, (error, stdout, stderr) =>
      resolve({ failure: error === null ? undefined : failureOf(error), stdout, stderr }),
    );
    child.once('exit', () => {
      // a program that logs in for kubectl can outlive it, and keep its output open
      if (child.killed) for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    });
  });
}

function failureOf({ code, killed }: { readonly code?: unknown; readonly killed?: boolean }): KubectlFailure {
  if (code === 'ENOENT') return 'missing';
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'size';
  return killed === true ? 'timeout' : 'failed';
}
