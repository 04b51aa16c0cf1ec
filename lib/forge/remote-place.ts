/**
 * Where a repository is on its forge, from the URL of a Git remote.
 */

/** A repository on a server. */
export interface RemotePlace {
  /** `github.com`; with a port if the URL of http has one. */
  readonly host: string;
  /** `https://github.com` */
  readonly origin: string;
  /** `fleet-infra/clusters`, without `.git`. */
  readonly path: string;
}

/** Servers for ssh on port 443. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['ssh.github.com', 'github.com'],
  ['altssh.gitlab.com', 'gitlab.com'],
]);

/** Reads `url`, as `https://…`, `ssh://…` or `git@host:path`; `undefined` if it is a folder or something else. */
export function tryRemotePlace(url: string): RemotePlace | undefined {
  const short = /^(?:[^@/\s]+@)?([\w.-]{2,}):(?!\/\/)\/*([^\s]+)$/.exec(url);
  if (short !== null) return placeOf('https:', short[1], short[2]);
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, hostname, pathname } = new URL(url);
  if (protocol === 'http:' || protocol === 'https:') return placeOf(protocol, host, pathname);
  return protocol === 'ssh:' || protocol === 'git+ssh:' ? placeOf('https:', hostname, pathname) : undefined;
}

function placeOf(protocol: string, name: string, text: string): RemotePlace | undefined {
  const host = ALIASES.get(name.toLowerCase()) ?? name.toLowerCase();
  const path = text.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return path === '' ? undefined : { host, origin: `${protocol}//${host}`, path };
}
