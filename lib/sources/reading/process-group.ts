/**
 * Processes that have helpers of their own, which are to end with them, and with us.
 */
import { type ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ends `child`, which leads a group of processes, when a signal ends us. */
export function endWithUs(child: ChildProcess): void {
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, endAll);
  running.add(child);
  child.once('close', () => {
    running.delete(child);
    if (running.size === 0) for (const signal of SIGNALS) process.off(signal, endAll);
  });
}

/** Asks the group of `child` to clean up and end, and ends it when it does not. */
export function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  const last = setTimeout(() => signalGroup(child, 'SIGKILL'), 2000);
  child.once('close', () => clearTimeout(last));
}

function endAll(signal: NodeJS.Signals): void {
  for (const child of running) signalGroup(child, 'SIGTERM');
  for (const name of SIGNALS) process.off(name, endAll);
  // whoever else listens decides what becomes of us; nobody does mostly
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // it has ended
  }
}
