/**
 * A login for a server: the user, and what proves it.
 */
import { sha256 } from '../cache/sha256';
import { rememberSecrets } from '../reading/known-secrets';
import { formatBasic } from '../reading/split-login';
import { Unreadable } from '../reading/unreadable';

export interface Login {
  /** Value of the header: `Basic …`, `Bearer …`. */
  readonly authorization?: string;
  /** Token that a registry exchanges for another one, in place of a password. */
  readonly refreshToken?: string;
  /** The user, without password or token; cached data belongs to it. */
  readonly identity: string;
}

export function basic(username: string, password: string): Login {
  return { authorization: formatBasic(username, password), identity: `user ${username}` };
}

/** A token that is sent unchanged; throws Unreadable if it is not valid. */
export function bearer(token: string): Login {
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new Unreadable('the token contains spaces or other characters that are not allowed in a token');
  rememberSecrets(token);
  return { authorization: `Bearer ${token}`, identity: `token ${sha256(token)}` };
}

export function refresh(token: string): Login {
  rememberSecrets(token);
  return { refreshToken: token, identity: `token ${sha256(token)}` };
}
