/**
 * One call of the git command: bounded in time and output, and ended when nobody waits for it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { Unreadable } from './unreadable';

export interface GitCall {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  readonly timeoutMs: number;
  readonly outputBytes: number;
  readonly signal?: AbortSignal;
  /** Asked now and then; a reason ends the call. */
  readonly watch?: () => string | undefined;
}

export interface GitAnswer {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: Buffer;
  /** The last 64 kB. */
  readonly stderr: string;
}

const STDERR_BYTES = 64 * 1024;
const WATCH_MS = 200;

/** Runs git to its end, whatever its exit code; throws Unreadable at a limit, and when there is no git. */
export function runGit(call: GitCall): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', call.args, {
      cwd: call.cwd,
      env: call.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const output: Buffer[] = [];
    let size = 0;
    let stderr = '';
    let failure: Error | undefined;
    const stop = (error: Error) => {
      failure ??= error;
      endGroup(child);
    };
    const seconds = Math.round(call.timeoutMs / 1000);
    const timeout = setTimeout(() => stop(new Unreadable(`it takes longer than ${seconds} seconds`)), call.timeoutMs);
    const watch = setInterval(() => {
      const reason = call.watch?.();
      if (reason !== undefined) stop(new Unreadable(reason));
    }, WATCH_MS);
    const abort = () => stop(call.signal!.reason as Error);
    if (call.signal?.aborted) abort();
    call.signal?.addEventListener('abort', abort, { once: true });
    child.stdout.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > call.outputBytes) stop(new Unreadable(`it lists more than ${call.outputBytes} bytes`));
      else output.push(piece);
    });
    child.stderr.on('data', (piece: Buffer) => (stderr = (stderr + piece.toString()).slice(-STDERR_BYTES)));
    child.stdin.on('error', () => undefined); // it may end before it has read everything
    child.stdin.end(call.input ?? '');
    const finish = (error: Error | undefined, code: number | null) => {
      clearTimeout(timeout);
      clearInterval(watch);
      call.signal?.removeEventListener('abort', abort);
      if (error === undefined) resolve({ code, stdout: Buffer.concat(output), stderr });
      else reject(error);
    };
    child.on('error', error => finish(error, null));
    child.on('close', code => finish(failure, code));
  });
}

/** Asks the group of a process to clean up and end, and ends it when it does not: git has helpers that outlive it. */
function endGroup(child: ChildProcess): void {
  const kill = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // it has ended
    }
  };
  kill('SIGTERM');
  const last = setTimeout(() => kill('SIGKILL'), 2000);
  child.once('close', () => clearTimeout(last));
}

const OLDEST = [2, 31];
const installed = new Map<string, Promise<boolean>>();

/** Whether `git` is on the PATH, and new enough to take its settings from variables. */
export function hasGit(env: GitCall['env']): Promise<boolean> {
  const path = env.PATH ?? '';
  const answer = installed.get(path) ?? askVersion(env);
  installed.set(path, answer);
  return answer;
}

async function askVersion(env: GitCall['env']): Promise<boolean> {
  try {
    const { stdout } = await runGit({ args: ['version'], env, timeoutMs: 10_000, outputBytes: 1000 });
    const [major, minor] = (/(\d+)\.(\d+)/.exec(stdout.toString()) ?? []).slice(1).map(Number);
    return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  } catch {
    // there is none, or it does not run
    return false;
  }
}
