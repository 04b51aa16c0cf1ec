/**
 * Git by the git command: the folders of new tags in one fetch without history, then their files in
 * another, all at once.
 *
 * Nothing is checked out. The only name, URL or secret on a command line is the URL, which was
 * checked.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type CatFileOptions, CatFile } from './git-cat-file';
import type { GitCredentials } from './git-credentials';
import { REDIRECT, redirected, toGitError } from './git-error';
import { createBareRepository, resetConfig } from './git-mirror-files';
import { ProfileFinder, usualBytes } from './git-folders';
import {
  ChangedRepository,
  type GitObjects,
  type GitTransport,
  type PublishingTag,
  type RemoteTag,
} from './git-transport';
import { parseTagList } from './git-tag-list';
import { formatBytes } from '../reading/bytes';
import { type GitAnswer, type GitCall, runGit } from './run-git';
import { Unreadable } from '../reading/unreadable';

export interface SystemGitOptions extends CatFileOptions {
  readonly url: string;
  readonly credentials?: GitCredentials;
  readonly onProgress?: (bytes: number) => void;
}

/** Some servers support no filter, or not this one; none supports a filter for tags that point to files. */
const NO_PARTS = /filter|not send all necessary objects/i;
const FETCH = 'fetch --quiet --depth=1 --no-tags --no-write-fetch-head --no-recurse-submodules --stdin'.split(' ');

/** Thrown if a server does not support partial fetches. */
class NotInParts extends Error {}

/** Thrown if the server sends more than expected. */
class TooLarge extends Unreadable {}

export class SystemGit implements GitTransport {
  constructor(private readonly options: SystemGitOptions) {}

  listTags(): Promise<readonly RemoteTag[]> {
    return this.list('tags');
  }

  async listBranches(): Promise<readonly RemoteTag[]> {
    return (await this.list('heads')).map(branch => ({ ...branch, isBranch: true }));
  }

  private async list(kind: 'tags' | 'heads'): Promise<readonly RemoteTag[]> {
    const { url, limits } = this.options;
    const { stdout } = await this.run({
      args: ['ls-remote', '--quiet', `--${kind}`],
      operands: [url],
      timeoutMs: limits.listMs,
      outputBytes: limits.listBytes,
    });
    return parseTagList(stdout.toString('utf8'), kind);
  }

  async fetch(folder: string, tags: readonly PublishingTag[]): Promise<void> {
    try {
      await this.fetchTags(folder, tags, ['--filter=blob:none']);
      await this.fetchFiles(folder, tags);
    } catch (error) {
      if (!(error instanceof NotInParts)) throw error;
      await this.fetchAtOnce(folder, tags);
    }
  }

  /** Fetches everything that tags point to except large files, for servers that cannot send single files. */
  private async fetchAtOnce(folder: string, tags: readonly PublishingTag[]): Promise<void> {
    try {
      await this.fetchTags(folder, tags, [`--filter=blob:limit=${this.options.limits.fileBytes + 1}`]);
    } catch (error) {
      if (!(error instanceof NotInParts)) throw error;
      await this.fetchTags(folder, tags, []);
    }
  }

  private async fetchTags(folder: string, tags: readonly PublishingTag[], filters: readonly string[]): Promise<void> {
    rmSync(folder, { recursive: true, force: true });
    const oids = new Set(tags.map(({ oid }) => oid));
    createBareRepository(folder, tags[0].oid.length);
    await this.fetchObjects(folder, [...oids], filters, this.options.limits.downloadBytes);
  }

  /** Fetches the files of `tags` that were not sent with their folders, all at once. */
  private async fetchFiles(folder: string, tags: readonly PublishingTag[]): Promise<void> {
    const { limits } = this.options;
    const finder = new ProfileFinder(this.open(folder), limits);
    await finder.find(tags);
    const missing = finder.files.filter(({ content }) => content === undefined).map(({ blob }) => blob);
    const blobs = [...new Set(missing)];
    if (blobs.length === 0) return;
    try {
      // their sizes are not known yet
      const mostBytes = Math.min(limits.downloadBytes, usualBytes(blobs.length, limits));
      await this.fetchObjects(folder, blobs, ['--filter=blob:none'], mostBytes);
    } catch (error) {
      if (error instanceof ChangedRepository || error instanceof TooLarge) throw new NotInParts(error.message);
      throw error;
    }
  }

  private async fetchObjects(
    folder: string,
    oids: readonly string[],
    filters: readonly string[],
    mostBytes: number,
  ): Promise<void> {
    const { url, limits } = this.options;
    const before = packBytes(folder);
    try {
      await this.run({
        args: [...FETCH, ...filters],
        operands: [url],
        folder,
        input: oids.map(oid => `${oid}\n`).join(''),
        timeoutMs: limits.fetchMs,
        outputBytes: limits.fileBytes,
        watch: () => this.watch(packBytes(folder), before, mostBytes),
      });
    } catch (error) {
      const { message } = error as Error;
      if (filters.length > 0 && NO_PARTS.test(message)) throw new NotInParts(message);
      throw error;
    }
    // Git records where to get what was left out; reset, so that it does not fetch by itself later
    resetConfig(folder, oids[0].length);
  }

  open(folder: string): GitObjects {
    return new CatFile(folder, this.options);
  }

  /** Returns the error with which a fetch must end, if any. */
  private watch(bytes: number, before: number, mostBytes: number): Error | undefined {
    this.options.onProgress?.(bytes);
    return bytes - before > mostBytes ? new TooLarge(`it sends more than ${formatBytes(mostBytes)}`) : undefined;
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
    if (REDIRECT.test(answer.stderr)) throw new Unreadable(redirected(await this.findRedirect(), this.options.url));
    throw toGitError(answer.stderr, credentials);
  }

  /** Where the server redirects to. Git prints it only in its trace, in which credentials are masked. */
  private async findRedirect(): Promise<string | undefined> {
    const { url, env, limits, signal } = this.options;
    const { stderr } = await runGit({
      args: ['ls-remote', '--quiet', '--tags'],
      operands: [url],
      cwd: '/',
      env: { ...env, GIT_DIR: '/dev/null', GIT_TRACE_CURL: '1', GIT_TRACE_CURL_NO_DATA: '1' },
      timeoutMs: limits.listMs,
      outputBytes: limits.listBytes,
      signal,
    });
    return /header:? location: (\S+)/i.exec(stderr)?.[1];
  }
}

/** Bytes of the packs in a repository, including those that are still arriving. */
function packBytes(repository: string): number {
  const folder = join(repository, 'objects', 'pack');
  try {
    return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  } catch {
    // Git may rename a file in the meantime
    return 0;
  }
}
