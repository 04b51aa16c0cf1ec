/**
 * Which forge a repository is on, the token for it, and where people open a request by hand.
 *
 * A token is sent only to the forge that it is for: to hosts that are known by their names, to the server of the
 * pipeline that runs this, and where the user says which forge it is.
 */
import { isLoopback } from '../model/registry-url';
import { rememberSecrets } from '../sources/reading/known-secrets';
import { Unreadable } from '../sources/reading/unreadable';
import type { ForgeKind } from './forge-kinds';
import { GitHub, Gitea } from './github';
import { GitLab } from './gitlab';
import type { Forge } from './pull-request';
import type { RemotePlace } from './remote-place';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables with a token, in the order in which they are read. */
const TOKENS: Readonly<Record<Exclude<ForgeKind, 'none'>, readonly string[]>> = {
  github: ['GH_TOKEN', 'GITHUB_TOKEN'],
  gitlab: ['GITLAB_TOKEN'],
  gitea: ['GITEA_TOKEN', 'FORGEJO_TOKEN'],
};

const NAMED: readonly (readonly [RegExp, ForgeKind])[] = [
  [/^github\.com$|\.ghe\.com$|^github\.(?!com\.)/, 'github'],
  [/^gitlab\.(?!com\.)/, 'gitlab'],
  [/^codeberg\.org$|^(?:gitea|forgejo)\./, 'gitea'],
];

/** The kind of forge at `place`: as the user says, or known by its host, or the server of the pipeline. */
export function chooseForge(place: RemotePlace, given: ForgeKind | undefined, env: Environment): ForgeKind {
  if (given !== undefined) return given;
  const named = NAMED.find(([pattern]) => pattern.test(place.host))?.[1];
  if (named !== undefined) return named;
  const isServer = (url: string | undefined) => url !== undefined && URL.canParse(url) && new URL(url).host === place.host; // prettier-ignore
  // Gitea and Forgejo set this variable too
  if (isServer(env.GITHUB_SERVER_URL)) return env.GITEA_ACTIONS || env.FORGEJO_ACTIONS ? 'gitea' : 'github';
  return isServer(env.CI_SERVER_URL) ? 'gitlab' : 'none';
}

/** A token, and where it is from: `GITHUB_TOKEN`. */
export interface ForgeToken {
  readonly token: string;
  readonly from: string;
}

/** The token for `kind` in the environment. Throws Unreadable if it cannot be sent. */
export function tokenFromEnv(kind: ForgeKind, env: Environment): ForgeToken | undefined {
  if (kind === 'none') return undefined;
  // a Gitea runner sets GITHUB_TOKEN
  const names = kind === 'gitea' && (env.GITEA_ACTIONS || env.FORGEJO_ACTIONS) ? [...TOKENS.gitea, 'GITHUB_TOKEN'] : TOKENS[kind]; // prettier-ignore
  const from = names.find(name => (env[name] ?? '').trim() !== '');
  return from === undefined ? undefined : checkToken({ token: env[from]!.trim(), from });
}

/** Masks the token in all output; throws Unreadable if it contains what no token does. */
export function checkToken(found: ForgeToken): ForgeToken {
  rememberSecrets(found.token);
  if (!/^[\x21-\x7e]+$/.test(found.token)) {
    throw new Unreadable(`${found.from} contains spaces or other characters that are not allowed in a token`);
  }
  return found;
}

/** Says that there is no token, and where to put one. */
export function missingToken(kind: Exclude<ForgeKind, 'none'>, { host }: RemotePlace): Unreadable {
  return new Unreadable(`there is no token for ${host}; set ${TOKENS[kind].join(' or ')}, store one in a credential helper of git, or give "--forge none" to push the branch only`); // prettier-ignore
}

/** The user that goes with a token when Git pushes over http. */
export function userOf(kind: ForgeKind): string {
  return kind === 'github' ? 'x-access-token' : 'oauth2';
}

/** The API of the forge at `place`; throws Unreadable if others could read the token on the way. */
export function openForge(
  kind: Exclude<ForgeKind, 'none'>,
  place: RemotePlace,
  { token, from }: ForgeToken,
  env: Environment,
): Forge {
  rememberSecrets(token);
  const url = new URL(place.origin);
  if (url.protocol !== 'https:' && !isLoopback(url)) {
    throw new Unreadable(`others could read the token on the way to ${place.host}; use an https:// URL for the remote`);
  }
  const access = { env, tokenFrom: from };
  if (kind === 'gitlab') return new GitLab({ ...access, authorization: `Bearer ${token}` }, place);
  if (kind === 'gitea') return new Gitea({ ...access, authorization: `token ${token}` }, place);
  return new GitHub({ ...access, authorization: `Bearer ${token}` }, place);
}

/** Page on which people compare the branch with its base, and open a request. */
export function compareAddress({ host, origin, path }: RemotePlace, base: string, branch: string): string {
  const [from, into] = [branch, base].map(name => name.split('/').map(encodeURIComponent).join('/'));
  if (host === 'bitbucket.org') return `${origin}/${path}/pull-requests/new?${new URLSearchParams({ source: branch, dest: base })}`; // prettier-ignore
  if (host === 'dev.azure.com') return `${origin}/${path}/pullrequestcreate?${new URLSearchParams({ sourceRef: branch, targetRef: base })}`; // prettier-ignore
  if (/^gitlab\./.test(host)) return `${origin}/${path}/-/compare/${into}...${from}`;
  return `${origin}/${path}/compare/${into}...${from}`;
}
