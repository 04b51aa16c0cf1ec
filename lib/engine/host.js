// @ts-check
/**
 * What the engine sees of the world, as a host of WASI: requests, answers, and nothing else. The
 * clock stands at the year 2000, and random numbers are always the same.
 *
 * A plain script, because the thread that runs it loads it as it is.
 */
'use strict';

const OK = 0;
const BAD_FILE = 8;
const NOT_SUPPORTED = 58;
/** Nanoseconds since 1970. */
const START = 946_684_800_000_000_000n;
/** By which the clock goes on with each look at it, and with each wait. */
const TICK = 1000n;
const WAIT = 10_000_000n;
const MOST_ERRORS = 10_000;

/** The engine ended itself. */
class Exit extends Error {}

/** A host of one instance. */
class Host {
  /** @type {DataView} */ #memory = new DataView(new ArrayBuffer(0));
  /** @type {WebAssembly.Memory | undefined} */ #wasm;
  #clock = START;
  #random = 1;
  #input = Buffer.alloc(0);
  /** @type {Buffer[]} */ #output = [];
  #size = 0;
  /** What the engine said before it ended. */
  errors = '';

  /**
   * @param {() => Uint8Array} receive waits for the next request
   * @param {(answer: Uint8Array) => void} send
   */
  constructor(receive, send) {
    this.receive = receive;
    this.send = send;
  }

  /** @param {WebAssembly.Module} module */
  run(module) {
    const instance = new WebAssembly.Instance(module, this.#imports(module));
    this.#wasm = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
    /** @type {() => void} */ (instance.exports._start)();
  }

  /** @param {WebAssembly.Module} module */
  #imports(module) {
    /** @type {Record<string, Function>} */
    const known = {
      args_sizes_get: (/** @type {number} */ count, /** @type {number} */ size) => this.#writeNumbers([count, 0], [size, 0]), // prettier-ignore
      args_get: () => OK,
      environ_sizes_get: (/** @type {number} */ count, /** @type {number} */ size) => this.#writeNumbers([count, 0], [size, 0]), // prettier-ignore
      environ_get: () => OK,
      clock_time_get: (/** @type {number} */ _id, /** @type {bigint} */ _precision, /** @type {number} */ at) => this.#readClock(at), // prettier-ignore
      random_get: (/** @type {number} */ at, /** @type {number} */ size) => this.#fillRandom(at, size),
      fd_read: (/** @type {number[]} */ ...args) => this.#transfer(args, 0, bytes => this.#readInput(bytes)),
      fd_write: (/** @type {number[]} */ ...args) => this.#transfer(args, 1, bytes => this.#write(args[0], bytes)),
      fd_fdstat_get: (/** @type {number} */ file, /** @type {number} */ at) => this.#describe(file, at),
      fd_fdstat_set_flags: () => OK,
      fd_close: () => OK,
      fd_prestat_get: () => BAD_FILE,
      sched_yield: () => OK,
      poll_oneoff: (/** @type {number} */ _in, /** @type {number} */ _out, /** @type {number} */ _n, /** @type {number} */ at) => this.#wait(at), // prettier-ignore
      proc_exit: (/** @type {number} */ code) => {
        throw new Exit(`the engine ended with code ${code}`);
      },
    };
    const imports = WebAssembly.Module.imports(module).map(({ name }) => [name, known[name] ?? (() => NOT_SUPPORTED)]);
    return { wasi_snapshot_preview1: Object.fromEntries(imports) };
  }

  #view() {
    const { buffer } = /** @type {WebAssembly.Memory} */ (this.#wasm);
    // growing the memory replaces its buffer
    if (this.#memory.buffer !== buffer) this.#memory = new DataView(buffer);
    return this.#memory;
  }

  /** @param {[number, number][]} numbers places and what is written there */
  #writeNumbers(...numbers) {
    for (const [at, value] of numbers) this.#view().setUint32(at, value, true);
    return OK;
  }

  /** @param {number} at */
  #readClock(at) {
    this.#clock += TICK;
    this.#view().setBigUint64(at, this.#clock, true);
    return OK;
  }

  /** @param {number} at */
  #wait(at) {
    this.#clock += WAIT;
    return this.#writeNumbers([at, 0]);
  }

  /** @param {number} at @param {number} size */
  #fillRandom(at, size) {
    for (let i = 0; i < size; i++) {
      this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
      this.#view().setUint8(at + i, this.#random >>> 24);
    }
    return OK;
  }

  /** @param {number} file @param {number} at */
  #describe(file, at) {
    if (file > 2) return BAD_FILE;
    const view = this.#view();
    for (let i = 0; i < 24; i++) view.setUint8(at + i, 0);
    // a character device, with all rights
    view.setUint8(at, 2);
    view.setBigUint64(at + 8, 0xffff_ffffn, true);
    return OK;
  }

  /**
   * Reads or writes what a list of pieces describes.
   *
   * @param {number[]} args @param {number} least the first file that may be used
   * @param {(bytes: Buffer) => number} move
   */
  #transfer([file, pieces, count, done], least, move) {
    if (file < least || file > 2 || (least === 0 && file !== 0)) return BAD_FILE;
    let moved = 0;
    for (let i = 0; i < count; i++) {
      const at = this.#view().getUint32(pieces + 8 * i, true);
      const size = this.#view().getUint32(pieces + 8 * i + 4, true);
      moved += move(Buffer.from(this.#view().buffer, at, size));
      if (least === 0) break;
    }
    return this.#writeNumbers([done, moved]);
  }

  /** @param {Buffer} into */
  #readInput(into) {
    if (this.#input.length === 0) this.#input = withSize(this.receive());
    const size = this.#input.copy(into);
    this.#input = this.#input.subarray(size);
    return size;
  }

  /** @param {number} file @param {Buffer} bytes */
  #write(file, bytes) {
    if (file === 2) this.errors += this.errors.length < MOST_ERRORS ? bytes.toString() : '';
    else this.#collect(Buffer.from(bytes));
    return bytes.length;
  }

  /** Sends an answer when it is whole: its size, and as many bytes. */
  #collect(/** @type {Buffer} */ bytes) {
    this.#output.push(bytes);
    this.#size += bytes.length;
    const [first] = this.#output;
    if (this.#size < 4 || (first.length >= 4 && this.#size < 4 + first.readUInt32LE())) return;
    const all = Buffer.concat(this.#output);
    if (all.length < 4 + all.readUInt32LE()) return;
    this.#output = [];
    this.#size = 0;
    this.send(Uint8Array.from(all.subarray(4)));
  }
}

/** @param {Uint8Array} request */
function withSize(request) {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(request.length);
  return Buffer.concat([size, request]);
}

module.exports = { Host };
