/**
 * One call of the git command: bounded in time and output, and ended when nobody waits for it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { formatBytes } from './limits';
import { endGroup, endWithUs } from './process-group';
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

/** Thrown at the limit of output. */
export class TooMuchOutput extends Unreadable {}

const STDERR_BYTES = 64 * 1024;
const WATCH_MS = 200;

/** Runs git to its end, whatever its exit code; throws Unreadable at a limit, and when there is no git. */
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
    const { args, cwd, env, input = '' } = call;
    const child = spawn('git', args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    this.child = child;
    endWithUs(child);
    child.stdout.on('data', (piece: Buffer) => this.take(piece));
    child.stderr.on('data', (piece: Buffer) => (this.stderr = (this.stderr + piece.toString()).slice(-STDERR_BYTES)));
    child.stdin.on('error', () => undefined); // it may end before it has read everything
    child.stdin.end(input);
    this.answer = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', code => {
        if (this.failure !== undefined) reject(this.failure);
        else resolve({ code, stdout: Buffer.concat(this.output), stderr: this.stderr });
      });
    });
  }

  /** Ends it in time; the timers are the caller's to clear. */
  watch(): NodeJS.Timeout[] {
    const { timeoutMs, watch } = this.call;
    const late = new Unreadable(`it takes longer than ${timeoutMs / 1000} s`);
    const check = () => {
      const reason = watch?.();
      if (reason !== undefined) this.stop(new Unreadable(reason));
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
