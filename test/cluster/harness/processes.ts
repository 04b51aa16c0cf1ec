/**
 * The programs of one test cluster, as grandchildren under a supervisor.
 *
 * The supervisor reads a pipe that ends with this process, however it ends, and
 * then kills them all: nothing stays behind after Ctrl-C or SIGKILL.
 */
import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** One program to start. */
export interface ProgramRun {
  /** Names its log too: `<logs>/<name>.log`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Asked every 50 ms until it is true; throwing counts as not yet. */
  readonly isReady: () => Promise<boolean>;
}

const READY_TIMEOUT_SECONDS = 60;

export class Processes {
  private readonly supervisor: ChildProcess;
  /** Programs that ended, with how: `code 1`, `SIGKILL`. */
  private readonly exited = new Map<string, string>();
  private readonly programs = new Map<string, ProgramRun>();

  constructor(
    dataFolder: string,
    private readonly logs: string,
  ) {
    const script = join(__dirname, 'supervisor.mjs');
    // detached: Ctrl-C reaches the tests, whose end then reaches the supervisor
    const stdio = ['pipe', 'pipe', 'inherit'] as const;
    this.supervisor = spawn(process.execPath, [script, dataFolder], { detached: true, stdio: [...stdio] });
    this.supervisor.stdin!.on('error', () => {});
    createInterface({ input: this.supervisor.stdout! }).on('line', line => {
      const { exited, how } = JSON.parse(line) as { exited?: string; how?: string };
      if (exited !== undefined) this.exited.set(exited, how ?? '');
    });
  }

  /** Path of the log of program `name`. */
  logOf(name: string): string {
    return join(this.logs, `${name}.log`);
  }

  /** Starts `program` and resolves when it is ready. */
  async start(program: ProgramRun): Promise<void> {
    const { name, command, args, isReady } = program;
    this.programs.set(name, program);
    const env = { ...process.env, ...program.env };
    const log = this.logOf(name);
    this.supervisor.stdin!.write(`${JSON.stringify({ name, command, args, env, log })}\n`);
    const deadline = Date.now() + READY_TIMEOUT_SECONDS * 1000;
    while (!(await isReady().catch(() => false))) {
      this.assertAlive();
      if (Date.now() > deadline) throw this.failure(name, `is not ready after ${READY_TIMEOUT_SECONDS} s`);
      await sleep(50);
    }
  }

  /** Kills program `name`, starts it again as it was, and resolves when it is ready. */
  async restart(name: string): Promise<void> {
    this.supervisor.stdin!.write(`${JSON.stringify({ kill: name })}\n`);
    while (!this.exited.has(name)) await sleep(10);
    this.exited.delete(name);
    await this.start(this.programs.get(name)!);
  }

  /** Kills all programs, removes the data folder, and resolves when both is done. */
  async stopAll(): Promise<void> {
    if (this.isOver()) return;
    const exit = once(this.supervisor, 'exit');
    this.supervisor.stdin!.end();
    await exit;
  }

  /** Throws when a program ended: waiting on would be in vain. */
  assertAlive(): void {
    for (const [name, how] of this.exited) throw this.failure(name, `ended (${how})`);
    if (this.isOver()) throw new Error('the programs of this test cluster were stopped');
  }

  private isOver(): boolean {
    return this.supervisor.exitCode !== null || this.supervisor.signalCode !== null;
  }

  private failure(name: string, what: string): Error {
    const tail = readFileSync(this.logOf(name), { encoding: 'utf8', flag: 'a+' }).trimEnd().split('\n').slice(-15);
    return new Error(`${name} ${what}. The end of ${this.logOf(name)}:\n${tail.join('\n')}`);
  }
}
