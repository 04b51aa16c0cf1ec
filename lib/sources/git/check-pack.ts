/**
 * How much a pack of git holds when it is unpacked, before it is unpacked in memory: a small
 * pack may hold a file of zeros that is a thousand times as large.
 */
import { type Inflate, inflateSync } from 'node:zlib';
import { formatBytes } from '../reading/bytes';
import { Unreadable } from '../reading/unreadable';

export interface PackBounds {
  /** Of each file, folder or commit. */
  readonly objectBytes: number;
  /** Of all of them. */
  readonly totalBytes: number;
}

const HEAD_BYTES = 12;
const CHECKSUM_BYTES = 20;
/** Objects that are written as what differs from another one, at an offset or of a hash. */
const OFFSET_DELTA = 6;
const HASH_DELTA = 7;

/** Throws Unreadable when an object of `pack`, or all together, are larger than allowed, or it is no pack. */
export function checkPack(pack: Buffer, { objectBytes, totalBytes }: PackBounds): void {
  let total = 0;
  const count = (bytes: number) => {
    total += bytes;
    if (bytes > objectBytes) throw tooLarge(`a file of more than ${formatBytes(objectBytes)}`);
    if (total > totalBytes) throw tooLarge(`more than ${formatBytes(totalBytes)}`);
  };
  const end = pack.length - CHECKSUM_BYTES;
  for (let at = HEAD_BYTES; at < end;) {
    const head = readHead(pack, at);
    count(head.size);
    const { data, bytes } = inflate(pack.subarray(head.end, end), head.size);
    if (head.isDelta) count(readDeltaSize(data));
    at = head.end + bytes;
  }
}

function tooLarge(what: string): Unreadable {
  return new Unreadable(`unpacked, it holds ${what}; install git to read it`);
}

/** Kind and size of an object, and the offset of its compressed data. */
function readHead(pack: Buffer, start: number) {
  const kind = (pack[start] >> 4) & 7;
  const size = readNumber(pack, start, 4);
  let { end } = size;
  if (kind === OFFSET_DELTA) end = readNumber(pack, end, 7).end;
  if (kind === HASH_DELTA) end += CHECKSUM_BYTES;
  return { size: size.value, isDelta: kind === OFFSET_DELTA || kind === HASH_DELTA, end };
}

/** A number of seven bits a byte, the lowest first; of the first byte only `firstBits` belong to it. */
function readNumber(data: Buffer, start: number, firstBits: number): { readonly value: number; readonly end: number } {
  let value = data[start] % 2 ** firstBits;
  let end = start + 1;
  // multiplied, for sizes may have more than 32 bits
  for (let factor = 2 ** firstBits; data[end - 1] >= 128; factor *= 128) value += (data[end++] % 128) * factor;
  return { value, end };
}

/** Size of what a delta makes: the number behind the size of what it begins with. */
function readDeltaSize(delta: Buffer): number {
  return readNumber(delta, readNumber(delta, 0, 7).end, 7).value;
}

/** The first `size` bytes of what begins `data`, and how long that is compressed. */
function inflate(data: Buffer, size: number): { readonly data: Buffer; readonly bytes: number } {
  try {
    const options = { maxOutputLength: Math.max(size, 1), info: true };
    const { buffer, engine } = inflateSync(data, options) as unknown as { buffer: Buffer; engine: Inflate };
    if (buffer.length === size) return { data: buffer, bytes: engine.bytesWritten };
  } catch {
    // it is damaged, or goes on for longer than it says
  }
  throw new Unreadable('what it sends is not a Git pack');
}
