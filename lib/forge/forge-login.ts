/**
 * The token for a forge: from the environment, the URL of the remote, or a credential helper of git. It is never in
 * an argument of a process.
 */
import type { GitCredentials } from '../sources/git/git-credentials';
import { checkToken, type ForgeToken, tokenFromEnv, userOf } from './choose-forge';
import type { ForgeKind } from './forge-kinds';
import type { GitCaller } from './git-call';
import type { RemotePlace } from './remote-place';
import type { UserRepository } from './user-repository';

type Environment = Readonly<Record<string, string | undefined>>;

/** Finds the token for the forge of `kind` at `place`. Throws Unreadable if there is one that cannot be sent. */
export async function findToken(
  git: GitCaller,
  kind: ForgeKind,
  place: RemotePlace,
  { remote, password }: UserRepository,
  env: Environment,
): Promise<ForgeToken | undefined> {
  if (kind === 'none') return undefined;
  const found = tokenFromEnv(kind, env);
  if (found !== undefined) return found;
  if (password !== undefined) return checkToken({ token: password, from: `the URL of "${remote}"` });
  const { protocol } = new URL(place.origin);
  const input = `protocol=${protocol.slice(0, -1)}\nhost=${place.host}\npath=${place.path}\n\n`;
  // it fails if no helper knows the host, because the user is not asked
  const { code, stdout } = await git.try({ args: ['credential', 'fill'], input });
  const token = code === 0 ? /^password=(.+)$/m.exec(stdout)?.[1] : undefined;
  return token === undefined ? undefined : checkToken({ token, from: `the credential helper for ${place.host}` });
}

/** What Git pushes with; `undefined` if it finds that out itself, as for ssh. */
export function pushCredentials(
  kind: ForgeKind,
  { url }: UserRepository,
  env: Environment,
): GitCredentials | undefined {
  const found = /^https?:/.test(url) ? tokenFromEnv(kind, env) : undefined;
  return found && { kind: 'basic', username: userOf(kind), password: found.token };
}
