/**
 * Reads the body of a response, decompressed, in pieces and with size limits.
 */
import { pipeline, Transform } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import type { ReadOptions } from '../reading/catalog-source';
import { toUnreadable, tooLarge } from './http-error';
import type { HttpAnswer } from './http-answer';
import type { Limits } from './http-limits';
import { Unreadable } from '../reading/unreadable';

/** Value of `accept-encoding`; the meaning of `deflate` is not ambiguous in practice. */
export const ENCODINGS = 'gzip, br, deflate';

const MOST_ENCODINGS = 3;
const PROGRESS_BYTES = 256 * 1024;
/** Size of a decompressed piece. Every piece costs one disk operation, so small ones are slow. */
const UNPACKED_BYTES = 64 * 1024;

/** Reads a whole body; throws Unreadable if it is incomplete, damaged or too large. */
export async function* readBody(
  answer: HttpAnswer,
  limits: Limits,
  signal: AbortSignal,
  onProgress?: ReadOptions['onProgress'],
): AsyncGenerator<Buffer> {
  const length = Number(answer.headers.get('content-length') ?? NaN);
  if (length > limits.bodyBytes) throw tooLarge(limits.bodyBytes);
  const counter = new Counter(limits.bodyBytes, length, onProgress);
  const streams = [answer.body, counter, ...decoders(answer)];
  // errors of any stream end the last one, which is read below
  const last = pipeline(streams as [Transform, Transform], () => undefined) as unknown as Transform;
  let bytes = 0;
  try {
    for await (const chunk of last as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limits.bodyBytes) throw tooLarge(limits.bodyBytes);
      yield chunk;
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : toUnreadable(error, answer.place, limits);
  }
  onProgress?.(counter.bytes, counter.total);
}

/** Reads a body like `readBody`, and returns it as one buffer. */
export async function readWholeBody(answer: HttpAnswer, limits: Limits, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readBody(answer, limits, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The encoding that was applied last is removed first. */
function decoders({ headers, place }: HttpAnswer): Transform[] {
  const names = (headers.get('content-encoding') ?? '').toLowerCase().split(',').map(name => name.trim()); // prettier-ignore
  const applied = names.filter(name => name !== '' && name !== 'identity').reverse();
  return applied.map((name, i) => {
    if (i < MOST_ENCODINGS && ['gzip', 'x-gzip', 'deflate'].includes(name))
      return createUnzip({ chunkSize: UNPACKED_BYTES });
    if (i < MOST_ENCODINGS && name === 'br') return createBrotliDecompress({ chunkSize: UNPACKED_BYTES });
    throw new Unreadable(`${place}: the response is compressed as "${applied.join(', ')}", which was not asked for`);
  });
}

/** Counts what arrives over the network, because compressed data may go on forever without any output. */
class Counter extends Transform {
  bytes = 0;
  readonly total: number | undefined;
  private reported = 0;

  constructor(
    private readonly limit: number,
    length: number,
    private readonly onProgress?: ReadOptions['onProgress'],
  ) {
    super();
    this.total = Number.isNaN(length) ? undefined : length;
  }

  override _transform(chunk: Buffer, _: string, done: (error: Error | null, chunk?: Buffer) => void): void {
    this.bytes += chunk.length;
    if (this.bytes > this.limit) return done(tooLarge(this.limit));
    if (this.bytes - this.reported >= PROGRESS_BYTES) {
      this.reported = this.bytes;
      this.onProgress?.(this.bytes, this.total);
    }
    done(null, chunk);
  }
}
