/**
 * Memory for reading a large index, measured in a separate process that receives the index while it
 * is generated.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { helmIndexPieces } from './helm-index-text';

/** Largest resident size, in megabytes, of a process of the built library; parameters as for `helmIndexPieces`. */
export async function indexMemory(size: number, step: number): Promise<number> {
  const program = join(__dirname, 'read-index.mjs');
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const output = text(child.stdout);
  await pipeline(Readable.from(helmIndexPieces(size, step)), child.stdin);
  await closed;
  return Number(await output);
}
