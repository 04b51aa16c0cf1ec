/**
 * Servers that run as separate processes: finds them a port, and waits until they are ready.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port on loopback that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

/** Waits until `child` writes `words` to stderr; returns the match. Throws if it ends before. */
export function untilSaid({ stderr, spawnfile }: ChildProcess, words: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let said = '';
    // read to its end: a pipe that is full would stop the program
    stderr!.on('data', (piece: Buffer) => {
      said += piece.toString();
      const found = words.exec(said);
      if (found) resolve(found);
    });
    stderr!.once('end', () => reject(new Error(`${spawnfile} ended before it said ${words}: ${said}`)));
  });
}

/** Ends a program, and waits until it has ended. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
