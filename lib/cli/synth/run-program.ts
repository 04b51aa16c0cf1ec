/**
 * Runs a program as `cdk8s synth` does: by the shell, because that is what `app` in `cdk8s.yaml` is written for.
 *
 * What the program prints goes to stderr unchanged, with the colours that it chooses.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { FINAL_OUTPUT, SHARE } from '../../constructs/files/staged-output';
import { PROGRESS } from '../../constructs/files/synth-progress';
import { formatShare, type OutputShare } from '../../model/output-share';
import { endGroup, killRest } from '../../sources/reading/process-group';
import type { Context } from '../terminal/command';

export interface ProgramRun {
  /** `ts-node main.ts`. */
  readonly app: string;
  /** The output, as the program may name it in manifests: `dist`. */
  readonly output: string;
  /** Folder to write to instead. */
  readonly staged: string;
  /** What to write of it. @default everything */
  readonly share?: OutputShare;
  /** Ends the program. */
  readonly signal: AbortSignal;
}

/** Exit code of the program; 128 and the number of a signal that ended it, as shells count. */
export async function runProgram(
  { cwd, env, isTerminal, programOutput = 2 }: Context,
  run: ProgramRun,
): Promise<number> {
  const takesProgress = isTerminal === true && env.TERM !== 'dumb';
  const child = spawn(run.app, [], {
    cwd,
    env: {
      ...env,
      CDK8S_OUTDIR: run.staged,
      [FINAL_OUTPUT]: run.output,
      [PROGRESS]: takesProgress ? '1' : '',
      [SHARE]: run.share === undefined ? '' : formatShare(run.share),
      CDK8S_RECORD_CONSTRUCT_METADATA: env.CDK8S_RECORD_CONSTRUCT_METADATA ?? 'false',
    },
    shell: true,
    stdio: ['inherit', programOutput, programOutput],
    // a group of its own, so that what the shell started ends too; Windows would open a window
    detached: process.platform !== 'win32',
  });
  const end = () => endGroup(child);
  run.signal.addEventListener('abort', end);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    if (run.signal.aborted) killRest(child);
    return code ?? 128 + constants.signals[signal ?? 'SIGTERM'];
  } finally {
    run.signal.removeEventListener('abort', end);
  }
}
