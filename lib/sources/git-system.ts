/**
 * Git by the git command: partial and without history, one fetch for all that is new.
 *
 * Nothing is checked out, and no name, URL or secret reaches a command line but as the URL
 * that was checked.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseCatFile } from './git-cat-file';
import type { GitCredentials } from './git-credentials';
import { toGitError } from './git-error';
import type { GitLimits } from './git-limits';
import { createBareRepository } from './git-mirror-files';
import {
  BrokenMirror,
  ChangedRepository,
  type GitObject,
  type GitObjectKind,
  type GitObjects,
  type GitTransport,
  type ReadKind,
  type RemoteTag,
} from './git-transport';
import { parseTagList } from './git-tag-list';
import { formatBytes } from './limits';
import { type GitAnswer, type GitCall, runGit, TooMuchOutput } from './run-git';

export interface SystemGitOptions {
  readonly url: string;
  readonly credentials?: GitCredentials;
  readonly env: Readonly<Record<string, string>>;
  readonly limits: GitLimits;
  readonly signal?: AbortSignal;
  readonly onProgress?: (bytes: number) => void;
}

/** Of an answer: two names of objects, and what is said of them. */
const LONGEST_LINE = 200;
const FETCH = 'fetch --quiet --depth=1 --no-tags --no-write-fetch-head --no-recurse-submodules --stdin'.split(' ');

export class SystemGit implements GitTransport {
  constructor(private readonly options: SystemGitOptions) {}

  async listTags(): Promise<readonly RemoteTag[]> {
    const { url, limits } = this.options;
    const { stdout } = await this.run({
      args: ['ls-remote', '--quiet', '--tags', '--', url],
      timeoutMs: limits.listMs,
      outputBytes: limits.listBytes,
    });
    return parseTagList(stdout.toString('utf8'));
  }

  async fetch(folder: string, oids: readonly string[]): Promise<void> {
    try {
      await this.fetchWith([`--filter=blob:limit=${this.options.limits.fileBytes + 1}`], folder, oids);
    } catch (error) {
      // some servers take no filter, or not this one
      if (!/filter/i.test((error as Error).message)) throw error;
      rmSync(folder, { recursive: true });
      await this.fetchWith([], folder, oids);
    }
  }

  private async fetchWith(filters: readonly string[], folder: string, oids: readonly string[]): Promise<void> {
    createBareRepository(folder, oids[0].length);
    const { url, limits } = this.options;
    await this.run({
      args: [...FETCH, ...filters, '--', url],
      folder,
      input: oids.map(oid => `${oid}\n`).join(''),
      timeoutMs: limits.fetchMs,
      outputBytes: limits.fileBytes,
      watch: () => this.watch(folder),
    });
  }

  open(folder: string): GitObjects {
    return new SystemObjects(folder, this.options);
  }

  /** Why a fetch into `folder` should end. */
  private watch(folder: string): string | undefined {
    const bytes = packBytes(join(folder, 'objects', 'pack'));
    this.options.onProgress?.(bytes);
    const { downloadBytes } = this.options.limits;
    return bytes > downloadBytes ? `it sends more than ${formatBytes(downloadBytes)}` : undefined;
  }

  private async run(call: Omit<GitCall, 'env' | 'cwd'> & { folder?: string }): Promise<GitAnswer> {
    const { env, credentials, signal } = this.options;
    const { folder, ...rest } = call;
    const answer = await runGit({
      ...rest,
      cwd: folder ?? '/',
      env: { ...env, GIT_DIR: folder ?? '/dev/null' },
      signal,
    });
    if (answer.code === 0) return answer;
    if (/not our ref|unadvertised object/.test(answer.stderr)) throw new ChangedRepository(answer.stderr);
    throw toGitError(answer.stderr, credentials);
  }
}

function packBytes(folder: string): number {
  try {
    return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  } catch {
    // git renames what it has written while we look
    return 0;
  }
}

class SystemObjects implements GitObjects {
  constructor(
    private readonly folder: string,
    private readonly options: SystemGitOptions,
  ) {}

  async describe(oids: readonly string[]): Promise<ReadonlyMap<string, GitObject>> {
    const answers = await this.ask('--batch-check', oids, Infinity);
    return new Map(
      answers!.flatMap(({ line }, i) => {
        const [, kind, size] = line.split(' ');
        return size === undefined ? [] : [[oids[i], { kind: kind as GitObjectKind, size: Number(size) }] as const];
      }),
    );
  }

  async read(kind: ReadKind, oids: readonly string[], mostBytes: number) {
    const suffix = kind === 'root' ? '^{commit}^{tree}' : `^{${kind}}`;
    const names = oids.map(oid => oid + suffix);
    const answers = await this.ask('--batch', names, mostBytes);
    return answers && new Map(answers.flatMap(({ content }, i) => (content ? [[oids[i], content] as const] : [])));
  }

  /** One answer for each of `names`; `undefined` when they have more than `mostBytes`. */
  private async ask(way: '--batch' | '--batch-check', names: readonly string[], mostBytes: number) {
    if (names.length === 0) return [];
    const { env, limits, signal } = this.options;
    try {
      const { stdout } = await runGit({
        args: ['cat-file', way, '--buffer'],
        cwd: this.folder,
        env: { ...env, GIT_DIR: this.folder },
        input: `${names.join('\n')}\n`,
        timeoutMs: limits.readMs,
        outputBytes: mostBytes + names.length * LONGEST_LINE,
        signal,
      });
      return parseCatFile(stdout, names.length, way === '--batch');
    } catch (error) {
      if (error instanceof TooMuchOutput) return undefined;
      // the mirror, or its folder, is not there
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new BrokenMirror('there is no mirror');
      throw error;
    }
  }
}
