/**
 * Reads an index from chunks as they arrive, and holds only one chart version and the results in
 * memory. If the layout is not Helm's, the whole index is read again.
 */
import { FallbackNeeded } from '../yaml/fallback';
import { findWebPage, type IndexLines, joinLines, parseOtherLayout, readIndexLines } from './helm-index';
import { type HelmIndex, invalidIndex } from './helm-index-charts';
import type { HelmIndexOptions } from './helm-index-options';
import { LARGEST_FOR_FULL_PARSER, tooLarge } from '../yaml/any-yaml';

/** Bytes of a line, or of a chart version. A longer one is left to the full parser. */
const LONGEST = 1024 * 1024;
/** Bytes to collect before reading on, because an incomplete version is read again with more. */
const STEP = 64 * 1024;
/** Bytes that are checked to recognize a web page. */
const PAGE_START = 1024;
const LINE_FEED = 0x0a;
const MEBIBYTE = 1024 * 1024;
/** Bytes of the largest index that source-controller reads by default. */
const LARGEST_FOR_FLUX = 50 * MEBIBYTE;

/** Reads one index: `push` every chunk, then `end`. */
export class HelmIndexReader {
  private readonly index: IndexLines;
  /** The first bytes, up to 2 KiB, to recognize a web page. */
  private start = Buffer.alloc(0);
  private size = 0;
  /** Chunks that have not been read. */
  private pending: Uint8Array[] = [];
  private pendingSize = 0;
  /** Bytes to wait for. */
  private enough: number;
  /** Text of an incomplete line or version. */
  private rest = '';
  private needsFullParser = false;
  private refusal: HelmIndex | undefined;

  /** `readAgain` returns everything that was pushed, up to 32 MB. */
  constructor(
    private readonly options: HelmIndexOptions,
    private readonly readAgain: () => Buffer,
    private readonly step = STEP,
  ) {
    this.index = readIndexLines(options);
    this.enough = step;
  }

  /** Whether the index is rejected, whatever follows. */
  get isRefused(): boolean {
    return this.refusal !== undefined;
  }

  /** Takes the next bytes of the index, in UTF-8; they must not be changed afterwards. */
  push(chunk: Uint8Array): void {
    if (this.isRefused) return;
    if (this.size < PAGE_START) this.start = Buffer.concat([this.start, chunk.subarray(0, PAGE_START)]);
    this.size += chunk.length;
    if (!this.needsFullParser) {
      this.pending.push(chunk);
      this.pendingSize += chunk.length;
      if (this.pendingSize >= this.enough) this.readPending();
    }
    if (this.needsFullParser) this.checkSize();
  }

  /** Returns the index, after the last chunk; equal to the result of `parseHelmIndex`. */
  end(): HelmIndex {
    const index = this.finish();
    if (this.size <= LARGEST_FOR_FLUX) return index;
    const size = `${Math.ceil(this.size / MEBIBYTE)} MiB`;
    const warning = `its index has ${size}, and Flux refuses one of more than 50 MiB unless source-controller runs with a larger "--helm-index-max-size"`;
    return { ...index, warnings: [warning, ...(index.warnings ?? [])] };
  }

  private finish(): HelmIndex {
    if (!this.isRefused && !this.needsFullParser) {
      const index = this.tryFinish();
      if (index !== undefined) return index;
      this.checkSize();
    }
    return this.refusal ?? parseOtherLayout(this.readAgain().toString('utf8'), this.options);
  }

  private tryFinish(): HelmIndex | undefined {
    const text = this.rest + Buffer.concat(this.pending).toString('utf8');
    return this.attempt(() => {
      this.index.lines.read(text, true);
      return joinLines(this.index);
    });
  }

  /** Reads the complete lines. */
  private readPending(): void {
    const bytes = Buffer.concat(this.pending, this.pendingSize);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    const left = bytes.subarray(end);
    this.pending = [left];
    this.pendingSize = left.length;
    const rest = this.attempt(() => this.index.lines.read(this.rest + bytes.toString('utf8', 0, end), false));
    this.rest = rest ?? '';
    // double each time, for lines that do not end
    this.enough = left.length + Math.max(this.step, left.length, this.rest.length);
    if (Math.max(this.rest.length, left.length) > LONGEST) this.fallBack();
  }

  private attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FallbackNeeded)) throw error;
      this.fallBack();
      return undefined;
    }
  }

  private fallBack(): void {
    this.needsFullParser = true;
    this.pending = [];
    this.rest = '';
    this.refusal = findWebPage(this.start.toString('utf8', 0, PAGE_START), this.options.file);
  }

  /** For another layout, all of it is needed. */
  private checkSize(): void {
    if (this.size <= LARGEST_FOR_FULL_PARSER || this.isRefused) return;
    const { reason, at } = tooLarge({ file: this.options.file, line: this.index.lines.line, column: 1 });
    this.refusal = invalidIndex(reason, at);
  }
}
