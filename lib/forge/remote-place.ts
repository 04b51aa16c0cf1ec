/**
 * Where a repository is on its forge, from the URL of a Git remote.
 */

/** A repository on a server. */
export interface RemotePlace {
  /** `github.com`; with a port if the URL of http has one. */
  readonly host: string;
  /** `https://github.com`; with the path below which the server is: `https://example.com/gitlab`. */
  readonly origin: string;
  /** `fleet-infra/clusters`, without `.git`. */
  readonly path: string;
}

/** Servers for ssh on port 443. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['ssh.github.com', 'github.com'],
  ['altssh.gitlab.com', 'gitlab.com'],
]);

/** Variables in which pipelines name their server, also with a port or below a path: `https://example.com:8443/gitlab`. */
const SERVERS = ['CI_SERVER_URL', 'GITHUB_SERVER_URL'];

/**
 * Reads `url`, as `https://…`, `ssh://…` or `git@host:path`; `undefined` if it is a folder or something else. `env` can
 * name a server that is below a path, and the port of one that `url` reaches by ssh.
 */
export function tryRemotePlace(
  url: string,
  env: Readonly<Record<string, string | undefined>> = {},
): RemotePlace | undefined {
  const place = readPlace(url);
  const isWeb = /^https?:/i.test(url);
  const server = place && findServer(place.host, env, isWeb ? 'host' : 'hostname');
  if (place === undefined || server === undefined) return place;
  const folder = server.pathname.replace(/\/+$/, '');
  // over ssh, the path does not contain it
  const path = `/${place.path}`.startsWith(`${folder}/`) ? place.path.slice(folder.length) : place.path;
  return { host: server.host, origin: server.origin + folder, path };
}

/** The server that the pipeline names, by its `host`; a remote of ssh does not say at which port the server is. */
function findServer(
  host: string,
  env: Readonly<Record<string, string | undefined>>,
  part: 'host' | 'hostname',
): URL | undefined {
  const servers = SERVERS.flatMap(name => (URL.canParse(env[name] ?? '') ? new URL(env[name]!) : []));
  return servers.find(server => server[part] === host);
}

function readPlace(url: string): RemotePlace | undefined {
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
