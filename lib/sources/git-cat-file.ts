/**
 * Objects of a repository through one `git cat-file` that stays until it is closed.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { BrokenMirror } from './git-transport';

/** An answer: its line, such as `<oid> blob 123`, and the content when it was asked for. */
export interface CatFileAnswer {
  readonly line: string;
  readonly content?: Buffer;
}

export interface CatFileOptions {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly withContent: boolean;
  /** Larger objects end the reading. */
  readonly objectBytes: number;
  readonly timeoutMs: number;
}

const NEWLINE = 10;

export class CatFile {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly timeout: NodeJS.Timeout;
  private readonly pieces: Buffer[] = [];
  private size = 0;
  /** What is being read: answers so far, and how many are awaited. */
  private batch: { answers: CatFileAnswer[]; count: number; resolve: (answers: CatFileAnswer[]) => void; reject: (error: Error) => void } | undefined; // prettier-ignore
  private failure: Error | undefined;

  constructor(private readonly options: CatFileOptions) {
    const { folder, env, withContent, timeoutMs } = options;
    this.child = spawn('git', ['cat-file', withContent ? '--batch' : '--batch-check'], {
      cwd: folder,
      env: { ...env, GIT_DIR: folder },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.timeout = setTimeout(() => this.fail(new BrokenMirror('it takes too long to read')), timeoutMs);
    this.child.stdin.on('error', () => undefined); // 'close' says so
    this.child.stdout.on('data', (piece: Buffer) => this.take(piece));
    this.child.on('error', error => this.fail(error));
    this.child.on('close', () => this.fail(new BrokenMirror('git cat-file ended')));
  }

  /** Asks for `names`, one batch at a time; answers are in their order. */
  ask(names: readonly string[]): Promise<readonly CatFileAnswer[]> {
    if (names.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      if (this.failure) return reject(this.failure);
      this.batch = { answers: [], count: names.length, resolve, reject };
      this.child.stdin.write(`${names.join('\n')}\n`);
    });
  }

  close(): void {
    clearTimeout(this.timeout);
    this.child.stdin.end();
    this.child.kill();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.batch?.reject(this.failure);
    this.batch = undefined;
    clearTimeout(this.timeout);
    this.child.kill();
  }

  private take(piece: Buffer): void {
    this.pieces.push(piece);
    this.size += piece.length;
    if (this.batch && this.size >= this.needed) this.parse();
  }

  /** Bytes without which there is nothing to parse. */
  private needed = 0;

  private parse(): void {
    let data = Buffer.concat(this.pieces, this.size);
    for (let taken = this.parseOne(data); taken > 0; taken = this.parseOne(data)) data = data.subarray(taken);
    this.pieces.splice(0, this.pieces.length, data);
    this.size = data.length;
    const { batch } = this;
    if (batch === undefined || batch.answers.length < batch.count) return;
    this.batch = undefined;
    batch.resolve(batch.answers);
  }

  /** Bytes of the first answer in `data`; 0 when it is not there in full. */
  private parseOne(data: Buffer): number {
    this.needed = data.length + 1;
    const end = data.indexOf(NEWLINE);
    if (end === -1 || this.batch === undefined) return 0;
    const line = data.toString('utf8', 0, end);
    const length = this.options.withContent ? / (?:blob|commit|tag|tree) (\d+)$/.exec(line)?.[1] : undefined;
    if (length === undefined) {
      this.batch.answers.push({ line });
      return end + 1;
    }
    if (Number(length) > this.options.objectBytes) {
      this.fail(new BrokenMirror(`an object has ${length} bytes`));
      return 0;
    }
    const last = end + 1 + Number(length);
    this.needed = last + 1;
    if (data.length <= last) return 0;
    this.batch.answers.push({ line, content: data.subarray(end + 1, last) });
    return last + 1;
  }
}
