/**
 * Who we are for a server, and what proves it.
 */
import { sha256 } from '../cache/sha256';
import { rememberSecrets } from '../reading/known-secrets';
import { formatBasic } from '../reading/split-login';
import { Unreadable } from '../reading/unreadable';

export interface Login {
  /** Value of the header: `Basic …`, `Bearer …`. */
  readonly authorization?: string;
  /** What a registry gives a token for, in the place of a password. */
  readonly refreshToken?: string;
  /** Who we are, without what proves it; what is cached belongs to it. */
  readonly identity: string;
}

export function basic(username: string, password: string): Login {
  return { authorization: formatBasic(username, password), identity: `user ${username}` };
}

/** A token that is shown as it is; throws Unreadable when it is none. */
export function bearer(token: string): Login {
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new Unreadable('the token holds spaces or other characters that no token has');
  rememberSecrets(token);
  return { authorization: `Bearer ${token}`, identity: `token ${sha256(token)}` };
}

export function refresh(token: string): Login {
  rememberSecrets(token);
  return { refreshToken: token, identity: `token ${sha256(token)}` };
}
