/**
 * Runs one git command, with limits on time and output, and ends it when its result is no longer
 * needed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { commandLine } from '../../model/data/command-line';
import { formatBytes } from '../reading/bytes';
import { endGroup, endWithUs } from '../reading/process-group';
import { Unreadable } from '../reading/unreadable';

export interface GitCall {
  /** The subcommand and its options. */
  readonly args: readonly string[];
  /** Arguments after the options: a URL. */
  readonly operands?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  readonly timeoutMs: number;
  readonly outputBytes: number;
  readonly signal?: AbortSignal;
  /** Called at intervals; a returned error ends the command. */
  readonly watch?: () => Error | undefined;
}

export interface GitAnswer {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: Buffer;
  /** The last 64 kB. */
  readonly stderr: string;
}

/** Settings that override the user's. They contain no secrets, because other users can see a command line. */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.askPass=',
  'core.bigFileThreshold=1m',
  'credential.interactive=false',
  'fetch.negotiationAlgorithm=noop',
  'fetch.recurseSubmodules=false',
  'fetch.writeCommitGraph=false',
  'fetch.unpackLimit=1',
  'transfer.unpackLimit=1',
  'gc.auto=0',
  'maintenance.auto=false',
  'protocol.version=2',
  // almost nothing in 30 seconds
  'http.lowSpeedLimit=100',
  'http.lowSpeedTime=30',
].flatMap(setting => ['-c', setting]);

/** Thrown if the output exceeds its limit. */
export class TooMuchOutput extends Unreadable {}

const STDERR_BYTES = 64 * 1024;
const WATCH_MS = 200;

/** Runs git until it exits, whatever its exit code; throws Unreadable at a limit. */
export async function runGit(call: GitCall): Promise<GitAnswer> {
  const run = new GitRun(call);
  const timers = run.watch();
  const abort = () => run.stop(call.signal!.reason as Error);
  if (call.signal?.aborted) abort();
  call.signal?.addEventListener('abort', abort, { once: true });
  try {
    return await run.answer;
  } finally {
    timers.forEach(clearInterval);
    call.signal?.removeEventListener('abort', abort);
  }
}

class GitRun {
  readonly answer: Promise<GitAnswer>;
  private readonly child: ChildProcess;
  private readonly output: Buffer[] = [];
  private outputBytes = 0;
  private stderr = '';
  private failure: Error | undefined;

  constructor(private readonly call: GitCall) {
    const { args, operands, cwd, env, input = '' } = call;
    const child = spawn('git', commandLine([...SETTINGS, ...args], operands), { cwd, env, detached: true });
    this.child = child;
    endWithUs(child);
    child.stdout.on('data', (piece: Buffer) => this.take(piece));
    child.stderr.on('data', (piece: Buffer) => (this.stderr = (this.stderr + piece.toString()).slice(-STDERR_BYTES)));
    child.stdin.on('error', () => undefined); // it may exit before it has read everything
    child.stdin.end(input);
    this.answer = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', code => {
        if (this.failure !== undefined) reject(this.failure);
        else resolve({ code, stdout: Buffer.concat(this.output), stderr: this.stderr });
      });
    });
  }

  /** Ends the command at its time limit; the caller must clear the timers. */
  watch(): NodeJS.Timeout[] {
    const { timeoutMs, watch } = this.call;
    const late = new Unreadable(`it takes longer than ${timeoutMs / 1000} s`);
    const check = () => {
      const error = watch?.();
      if (error !== undefined) this.stop(error);
    };
    return [setTimeout(() => this.stop(late), timeoutMs), setInterval(check, WATCH_MS)];
  }

  stop(error: Error): void {
    this.failure ??= error;
    endGroup(this.child);
  }

  private take(piece: Buffer): void {
    const most = this.call.outputBytes;
    this.outputBytes += piece.length;
    if (this.outputBytes > most) this.stop(new TooMuchOutput(`it lists more than ${formatBytes(most)}`));
    else this.output.push(piece);
  }
}

/** Whether there is a `git` on the PATH. */
export function hasGit({ PATH = '' }: Readonly<Record<string, string | undefined>>): boolean {
  return PATH.split(delimiter).some(folder => isExecutable(join(folder, 'git')));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // it does not exist, or must not be run
    return false;
  }
}
