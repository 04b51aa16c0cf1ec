/**
 * Checks how large a Git pack is when unpacked, before it is unpacked in memory: a small pack may
 * contain a file of zeros that is a thousand times as large.
 */
import { type Inflate, inflateSync } from 'node:zlib';
import { formatBytes } from '../reading/bytes';
import { Unreadable } from '../reading/unreadable';

export interface PackBounds {
  /** Limit for each file, folder or commit. */
  readonly objectBytes: number;
  /** Limit for all of them together. */
  readonly totalBytes: number;
}

const HEAD_BYTES = 12;
const CHECKSUM_BYTES = 20;
/** Objects that are stored as a difference from another object, which is given by offset or by hash. */
const OFFSET_DELTA = 6;
const HASH_DELTA = 7;

/** Throws Unreadable if an object of `pack`, or all objects together, exceed a limit, or if it is not a valid pack. */
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
  return new Unreadable(`unpacked, it contains ${what}; install git to read it`);
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

/** Reads a number of seven bits per byte, lowest first; in the first byte, only `firstBits` bits belong to it. */
function readNumber(data: Buffer, start: number, firstBits: number): { readonly value: number; readonly end: number } {
  let value = data[start] % 2 ** firstBits;
  let end = start + 1;
  // multiplied, not shifted, because sizes may have more than 32 bits
  for (let factor = 2 ** firstBits; data[end - 1] >= 128; factor *= 128) value += (data[end++] % 128) * factor;
  return { value, end };
}

/** Size of the object that a delta produces: the number after the size of its base. */
function readDeltaSize(delta: Buffer): number {
  return readNumber(delta, readNumber(delta, 0, 7).end, 7).value;
}

/**
 * Decompresses the first `size` bytes at the start of `data`. Returns them, and how many compressed
 * bytes they take.
 */
function inflate(data: Buffer, size: number): { readonly data: Buffer; readonly bytes: number } {
  try {
    const options = { maxOutputLength: Math.max(size, 1), info: true };
    const { buffer, engine } = inflateSync(data, options) as unknown as { buffer: Buffer; engine: Inflate };
    if (buffer.length === size) return { data: buffer, bytes: engine.bytesWritten };
  } catch {
    // it is damaged, or continues beyond its stated size
  }
  throw new Unreadable('what the server sends is not a valid Git pack');
}
