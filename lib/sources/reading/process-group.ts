/**
 * Ends processes together with the processes that they started, and with this process.
 */
import { type ChildProcess } from 'node:child_process';
import { atEnd } from './at-end';

/** Ends `child`, which leads a process group, when this process ends. */
export function endWithUs(child: ChildProcess): void {
  const forget = atEnd(() => signalGroup(child, 'SIGTERM'));
  child.once('close', forget);
}

/** Asks the process group of `child` to exit, and kills it if it does not. */
export function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  const last = setTimeout(() => signalGroup(child, 'SIGKILL'), 2000);
  child.once('close', () => clearTimeout(last));
}

/** Kills what is left of the process group of `child`, which has ended. */
export function killRest(child: ChildProcess): void {
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    // Windows has no process groups
    if (process.platform === 'win32') child.kill(signal);
    else if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // it has exited already
  }
}
