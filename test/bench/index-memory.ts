/**
 * What reading a large index takes: a process of its own is fed with it as it is made.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { helmIndexPieces } from './helm-index-text';

/** Megabytes that a process of the built library has resident at most, all in all; parameters as of `helmIndexPieces`. */
export async function indexMemory(size: number, step: number): Promise<number> {
  const program = join(__dirname, 'read-index.mjs');
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const output = text(child.stdout);
  await pipeline(Readable.from(helmIndexPieces(size, step)), child.stdin);
  await closed;
  return Number(await output);
}
