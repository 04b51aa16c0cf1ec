/**
 * A program that is killed at a moment that is counted: at its n-th change of files, or when it
 * asks a server for the n-th time. The same program is killed at the same place in every
 * run, on any machine.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../constructs/temporary-folder';

/** Counted from 1. */
export type Moment = { readonly change: number; readonly path: string } | { readonly request: number };

/** The signal that comes at a moment. */
export interface Killing {
  readonly at: Moment;
  readonly signal: NodeJS.Signals;
}

/** How a run ended, and what was counted if it was not killed. */
export interface Ending {
  /** The exit code, or the signal. */
  readonly end: number | string | null;
  readonly moments: readonly Moment[];
}

const COUNTER = join(__dirname, 'kill-at-change.mjs');

export class KillableProgram {
  private readonly counts = temporaryFolder();
  private child?: ChildProcess;
  private killing?: Killing;
  private requests = 0;

  constructor(
    private readonly args: readonly string[],
    private readonly options: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
  ) {}

  /** Runs the program with more arguments, to its end, or until it is killed. */
  async run(more: readonly string[] = [], killing?: Killing): Promise<Ending> {
    const file = join(this.counts, 'changes');
    rmSync(file, { force: true });
    const at = killing !== undefined && 'change' in killing.at ? String(killing.at.change) : '';
    const env = { ...this.options.env, KILL_AT: at, KILL_SIGNAL: killing?.signal, CHANGES_TO: file };
    const args = ['--import', COUNTER, ...this.args, ...more];
    this.killing = killing;
    this.requests = 0;
    this.child = spawn(process.execPath, args, { cwd: this.options.cwd, env, stdio: 'ignore' });
    const [code, signal] = (await once(this.child, 'close')) as [number | null, string | null];
    this.killing = undefined;
    return {
      end: signal ?? code,
      moments: code === 0 ? this.momentsOf(JSON.parse(readFileSync(file, 'utf8')) as string[]) : [],
    };
  }

  /** To be called by a server for each request of the program, before it answers. */
  countRequest(): void {
    const { killing } = this;
    this.requests++;
    if (killing !== undefined && 'request' in killing.at && killing.at.request === this.requests) {
      this.child?.kill(killing.signal);
    }
  }

  private momentsOf(paths: readonly string[]): Moment[] {
    return [
      ...Array.from({ length: this.requests }, (_, i) => ({ request: i + 1 })),
      ...paths.map((path, i) => ({ change: i + 1, path })),
    ];
  }
}

/** `count` of `moments`, as far from each other as they can be, the last one among them; all when there are fewer. */
export function spread(moments: readonly Moment[], count: number): Moment[] {
  const length = Math.min(count, moments.length);
  return Array.from({ length }, (_, i) => moments[Math.ceil(((i + 1) * moments.length) / length) - 1]);
}
