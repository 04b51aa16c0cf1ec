/**
 * Git without the git command: over https only, without partial fetches.
 *
 * It is loaded only when there is no git. Credential helpers and proxies are git's; here a
 * Secret or netrc is what gets us in.
 */
import * as fs from 'node:fs';
import { basename } from 'node:path';
import * as git from 'isomorphic-git';
import { Agent, type Dispatcher } from 'undici';
import { checkPack } from './check-pack';
import { authorizationOf, type GitCredentials, nameCredentials } from './git-credentials';
import type { GitLimits } from './git-limits';
import { createBareRepository } from './git-mirror-files';
import {
  BrokenMirror,
  ChangedRepository,
  type GitObject,
  type GitObjectKind,
  type GitObjects,
  type GitTransport,
  type PublishingTag,
  type ReadKind,
  type RemoteTag,
} from './git-transport';
import { secureContext } from '../login/tls-files';
import type { ReadOptions } from '../reading/catalog-source';
import { BoundedHttp } from './git-isomorphic-http';
import { maskMessage } from '../reading/known-secrets';
import { Unreadable } from '../reading/unreadable';

export interface IsomorphicGitOptions {
  readonly url: string;
  readonly credentials?: GitCredentials;
  readonly env: ReadOptions['env'];
  readonly limits: GitLimits;
  readonly signal?: AbortSignal;
  readonly onProgress?: (bytes: number) => void;
}

/** Up to as many tags are fetched one by one: all at once brings those that are there already too. */
const FEW = 8;
const PREFIX = 'refs/tags/';

export class IsomorphicGit implements GitTransport {
  /** To be copied: the library adds its own. */
  private readonly headers: Readonly<Record<string, string>>;
  /** Absent: the usual connections. */
  private readonly dispatcher?: Dispatcher;

  constructor(private readonly options: IsomorphicGitOptions) {
    const { credentials, env } = options;
    const authorization = authorizationOf(credentials);
    this.headers = authorization === undefined ? {} : { Authorization: authorization };
    const tls = credentials === undefined || credentials.kind === 'ssh' ? undefined : credentials.tls;
    this.dispatcher = tls && new Agent({ connect: { secureContext: secureContext(env, tls) } });
  }

  async listTags(): Promise<readonly RemoteTag[]> {
    const { limits } = this.options;
    const http = new BoundedHttp({
      ...this.options,
      dispatcher: this.dispatcher,
      bytes: limits.listBytes,
      timeoutMs: limits.listMs,
    });
    const refs = await this.attempt(http, () =>
      git.listServerRefs({ http, url: this.options.url, headers: { ...this.headers }, prefix: PREFIX, peelTags: true }),
    );
    if (refs.some(({ oid }) => oid.length !== 40))
      throw new Unreadable('its hashes are SHA-256; install git to read it');
    return refs
      .filter(({ ref }) => ref.startsWith(PREFIX))
      .map(({ ref, oid, peeled }) => ({ name: ref.slice(PREFIX.length), oid, commit: peeled ?? oid }));
  }

  async fetch(folder: string, tags: readonly PublishingTag[]): Promise<void> {
    createBareRepository(folder, tags[0].oid.length);
    const { url, limits } = this.options;
    const http = new BoundedHttp({
      ...this.options,
      dispatcher: this.dispatcher,
      bytes: limits.downloadBytes / 4,
      timeoutMs: limits.fetchMs,
    });
    const common = {
      fs: checkingFiles(http, limits),
      http,
      gitdir: folder,
      dir: folder,
      url,
      headers: { ...this.headers },
      depth: 1,
    };
    await this.attempt(http, async () => {
      await git.addRemote({ fs, gitdir: folder, dir: folder, remote: 'origin', url });
      if (tags.length > FEW) await git.fetch({ ...common, tags: true, singleBranch: false });
      else for (const { name } of tags) await git.fetch({ ...common, ref: PREFIX + name, singleBranch: true });
    });
    const present = await this.open(folder).describe(tags.map(({ oid }) => oid));
    const missing = tags.find(({ oid }) => !present.has(oid));
    if (missing !== undefined) throw new ChangedRepository(`${missing.oid} was not sent`);
  }

  open(folder: string): GitObjects {
    return new IsomorphicObjects(folder);
  }

  private async attempt<T>(http: BoundedHttp, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (caught) {
      const error = http.failure ?? caught;
      if (error instanceof Unreadable || this.options.signal?.aborted) throw error;
      const { code, data, message } = error as Error & { code?: string; data?: { statusCode?: number } };
      if (code === 'NotFoundError') throw new ChangedRepository(message);
      throw new Unreadable(describe(data?.statusCode, message, this.options.credentials));
    }
  }
}

/** Files as the library writes them; a pack is checked before it is unpacked. */
function checkingFiles(http: BoundedHttp, { unpackedBytes, downloadBytes }: GitLimits) {
  const writeFile = async (file: string, data: Uint8Array | string, options?: object): Promise<void> => {
    if (file.endsWith('.pack')) http.guard(() => checkPack(Buffer.from(data as Uint8Array), { objectBytes: unpackedBytes, totalBytes: downloadBytes })); // prettier-ignore
    await fs.promises.writeFile(file, data, options);
  };
  return { promises: { ...fs.promises, writeFile } };
}

function describe(status: number | undefined, message: string, credentials: GitCredentials | undefined): string {
  if (status === 401 || status === 403) {
    return credentials
      ? `the server does not take ${nameCredentials(credentials)}`
      : 'the server asks for user and password; name a Secret in "secretRef", or install git, which has credential helpers';
  }
  if (status === 404) return 'the repository does not exist, or the login may not read it';
  return status === undefined
    ? `isomorphic-git says: ${maskMessage(message)}`
    : `the server answers with status ${status}`;
}

class IsomorphicObjects implements GitObjects {
  private readonly cache = {};

  constructor(private readonly folder: string) {}

  async describe(oids: readonly string[]): Promise<ReadonlyMap<string, GitObject>> {
    const found = new Map<string, GitObject>();
    for (const oid of oids) {
      const object = await this.tryRead(oid);
      if (object !== undefined) found.set(oid, { kind: object.type, size: object.object.length });
    }
    return found;
  }

  async read(kind: ReadKind, oids: readonly string[], mostBytes: number) {
    const contents = new Map<string, Buffer>();
    let bytes = 0;
    for (const oid of oids) {
      const object = await this.tryRead(oid);
      const isRoot = kind === 'root' && object?.type === 'commit';
      const target = isRoot ? await this.tryRead(treeOf(object.object)) : object;
      if (target === undefined || (kind === 'root' ? !isRoot : target.type !== kind)) continue;
      bytes += target.object.length;
      if (bytes > mostBytes) return undefined;
      contents.set(oid, Buffer.from(target.object));
    }
    return contents;
  }

  async readFolders(): Promise<undefined> {
    // objects are read one by one, so nothing is gained
    return undefined;
  }

  private async tryRead(oid: string): Promise<{ type: GitObjectKind; object: Uint8Array } | undefined> {
    try {
      const options = { fs, dir: this.folder, gitdir: this.folder, oid, format: 'content', cache: this.cache } as const;
      return (await git.readObject(options)) as unknown as { type: GitObjectKind; object: Uint8Array };
    } catch (error) {
      if ((error as { code?: string }).code === 'NotFoundError') return undefined;
      throw new BrokenMirror(`${basename(this.folder)}: ${(error as Error).message}`);
    }
  }
}

/** `tree <oid>` is the first line of a commit. */
function treeOf(commit: Uint8Array): string {
  return Buffer.from(commit.subarray(5, 45)).toString('latin1');
}
