/**
 * Git without the git command: over https only, without partial fetches.
 *
 * Loaded only if git is not installed. Credential helpers and proxies are features of the git
 * command; here, credentials come from a Secret or netrc.
 */
import * as fs from 'node:fs';
import * as git from 'isomorphic-git';
import { Agent, type Dispatcher } from 'undici';
import { checkPack } from './check-pack';
import { authorizationOf, type GitCredentials, nameCredentials } from './git-credentials';
import type { GitLimits } from './git-limits';
import { createBareRepository } from './git-mirror-files';
import {
  ChangedRepository,
  type GitObjects,
  type GitTransport,
  type PublishingTag,
  type RemoteTag,
} from './git-transport';
import { secureContext } from '../login/tls-files';
import type { ReadOptions } from '../reading/catalog-source';
import { BoundedHttp, withHead } from './git-isomorphic-http';
import { IsomorphicObjects } from './git-isomorphic-objects';
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

/** Up to this many tags are fetched one by one. Fetching all tags at once downloads existing ones again. */
const FEW = 8;
const TAGS = 'refs/tags/';
const BRANCHES = 'refs/heads/';

export class IsomorphicGit implements GitTransport {
  /** Copied for each call, because the library adds headers of its own. */
  private readonly headers: Readonly<Record<string, string>>;
  /** Absent: the default connections. */
  private readonly dispatcher?: Dispatcher;

  constructor(private readonly options: IsomorphicGitOptions) {
    const { credentials, env } = options;
    const authorization = authorizationOf(credentials);
    this.headers = authorization === undefined ? {} : { Authorization: authorization };
    const tls = credentials === undefined || credentials.kind === 'ssh' ? undefined : credentials.tls;
    this.dispatcher = tls && new Agent({ connect: { secureContext: secureContext(env, tls) } });
  }

  listTags(): Promise<readonly RemoteTag[]> {
    return this.list(TAGS);
  }

  async listBranches(): Promise<readonly RemoteTag[]> {
    return (await this.list(BRANCHES)).map(branch => ({ ...branch, isBranch: true }));
  }

  private async list(prefix: string): Promise<readonly RemoteTag[]> {
    const { limits } = this.options;
    const http = new BoundedHttp({
      ...this.options,
      dispatcher: this.dispatcher,
      bytes: limits.listBytes,
      timeoutMs: limits.listMs,
    });
    const refs = await this.attempt(http, () =>
      git.listServerRefs({ http, url: this.options.url, headers: { ...this.headers }, prefix, peelTags: true }),
    );
    if (refs.some(({ oid }) => oid.length !== 40))
      throw new Unreadable('its hashes are SHA-256; install git to read it');
    return refs
      .filter(({ ref }) => ref.startsWith(prefix))
      .map(({ ref, oid, peeled }) => ({ name: ref.slice(prefix.length), oid, commit: peeled ?? oid }));
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
      http: withHead(http, tags[0].oid),
      gitdir: folder,
      dir: folder,
      url,
      headers: { ...this.headers },
      depth: 1,
    };
    await this.attempt(http, async () => {
      await git.addRemote({ fs, gitdir: folder, dir: folder, remote: 'origin', url });
      const isMany = tags.length > FEW;
      if (isMany) await git.fetch({ ...common, tags: true, singleBranch: false });
      for (const { name, isBranch } of isMany ? tags.filter(({ isBranch }) => isBranch) : tags) {
        await git.fetch({ ...common, ref: (isBranch ? BRANCHES : TAGS) + name, singleBranch: true });
      }
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
      if (code === 'NotFoundError') throw new ChangedRepository(maskMessage(message));
      throw new Unreadable(describe(data?.statusCode, message, this.options.credentials));
    }
  }
}

/** The file system for the library; checks a pack before it is unpacked. */
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
      ? `the server does not accept ${nameCredentials(credentials)}`
      : 'the server asks for a user and a password; name a Secret in "secretRef", or install git, which has credential helpers';
  }
  if (status === 404) return 'the repository does not exist, or the login does not have access to it';
  return status === undefined
    ? `isomorphic-git says: ${maskMessage(message)}`
    : `the server answers with status ${status}`;
}
