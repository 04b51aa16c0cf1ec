/**
 * Processes that start others of their own, which must end with them, and with this process.
 */
import { type ChildProcess } from 'node:child_process';
import { atEnd } from './at-end';

/** Ends `child`, which leads a group of processes, when this process ends. */
export function endWithUs(child: ChildProcess): void {
  const forget = atEnd(() => signalGroup(child, 'SIGTERM'));
  child.once('close', forget);
}

/** Asks the group of `child` to clean up and end, and ends it when it does not. */
export function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  const last = setTimeout(() => signalGroup(child, 'SIGKILL'), 2000);
  child.once('close', () => clearTimeout(last));
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // it has ended
  }
}
