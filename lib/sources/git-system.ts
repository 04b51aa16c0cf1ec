/**
 * Git by the git command: partial and without history, one fetch for all that is new.
 *
 * Nothing is checked out, and no name, URL or secret reaches a command line but as the URL
 * that was checked.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CatFile } from './git-cat-file';
import type { GitCredentials } from './git-credentials';
import { toGitError } from './git-error';
import type { GitLimits } from './git-limits';
import { createBareRepository } from './git-mirror-files';
import {
  ChangedRepository,
  type GitObjectKind,
  type GitObjects,
  type GitTransport,
  type RemoteTag,
} from './git-transport';
import { parseTagList } from './git-tag-list';
import { formatBytes } from './limits';
import { type GitAnswer, type GitCall, runGit } from './run-git';

export interface SystemGitOptions {
  readonly url: string;
  readonly credentials?: GitCredentials;
  readonly env: Readonly<Record<string, string>>;
  readonly limits: GitLimits;
  readonly signal?: AbortSignal;
  readonly onProgress?: (bytes: number) => void;
}

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
  private readonly check: CatFile;
  private readonly contents: CatFile;

  constructor(folder: string, { env, limits }: SystemGitOptions) {
    const options = { folder, env, objectBytes: limits.treeBytes, timeoutMs: limits.readMs };
    this.check = new CatFile({ ...options, withContent: false });
    this.contents = new CatFile({ ...options, withContent: true });
  }

  async describe(oids: readonly string[]): ReturnType<GitObjects['describe']> {
    const answers = await this.check.ask(oids);
    return new Map(
      answers.flatMap(({ line }, i) => {
        const [, kind, size] = line.split(' ');
        return size === undefined ? [] : [[oids[i], { kind: kind as GitObjectKind, size: Number(size) }] as const];
      }),
    );
  }

  async read(kind: 'blob' | 'tree', oids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const answers = await this.contents.ask(oids.map(oid => `${oid}^{${kind}}`));
    return new Map(answers.flatMap(({ content }, i) => (content === undefined ? [] : [[oids[i], content] as const])));
  }

  close(): void {
    this.check.close();
    this.contents.close();
  }
}
