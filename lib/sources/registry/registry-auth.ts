/**
 * What a registry is shown, once it asks: a login, or a token that was given for it.
 *
 * Tokens are for one scope, and asked for again when they are not taken any more.
 */
import { findCredentials } from '../login/find-credentials';
import { variableName } from '../login/source-variables';
import type { Credentials } from '../login/find-credentials';
import type { ReadOptions, RegistrySource } from '../reading/catalog-source';
import type { Login } from '../login/login';
import { parseChallenge } from './registry-challenge';
import { findRegistryLogin, type FoundLogin } from './registry-logins';
import { fetchToken, type TokenRequest } from './registry-token';
import { splitRegistryUrl } from '../../model/registry-url';
import { Unreadable } from '../reading/unreadable';

export class RegistryAuth {
  static async of(source: RegistrySource, options: ReadOptions): Promise<RegistryAuth> {
    return new RegistryAuth(source, options, await findCredentials(source, options));
  }

  /** Value of the header for each scope that has one. */
  private readonly tokens = new Map<string, string>();
  private readonly asked = new Map<string, Promise<string | undefined>>();
  private isBasic = false;
  private found?: Promise<FoundLogin>;
  private faults: readonly string[] = [];
  private login?: Login;

  private constructor(
    private readonly source: RegistrySource,
    private readonly options: ReadOptions,
    private readonly credentials: Credentials,
  ) {}

  get tls(): Credentials['tls'] {
    return this.credentials.tls;
  }

  /** What is shown before the registry asks. */
  headerFor(scope: string): string | undefined {
    if (this.isBasic) return this.login?.authorization;
    const { authorization } = this.credentials;
    return authorization?.startsWith('Bearer ') ? authorization : this.tokens.get(scope);
  }

  /** What is shown when `shown` was not enough; `undefined` when there is nothing else. Throws Unreadable. */
  async answer(
    header: string | undefined,
    shown: string | undefined,
    request: Pick<TokenRequest, 'origin' | 'scope' | 'base'>,
  ): Promise<string | undefined> {
    const challenge = parseChallenge(header);
    const current = this.headerFor(request.scope);
    // another request was quicker
    if (current !== shown) return current;
    if (challenge === undefined || shown?.startsWith('Basic ')) return undefined;
    this.login = await this.findLogin();
    const authorization = this.login?.authorization;
    if (authorization?.startsWith('Bearer ')) {
      this.tokens.set(request.scope, authorization);
      return shown === authorization ? undefined : authorization;
    }
    if (challenge.scheme === 'basic') {
      this.isBasic = authorization !== undefined;
      return authorization;
    }
    const scope = challenge.scope || request.scope;
    return this.askOnce(request.scope, { ...request, scope, challenge, login: this.login, tls: this.tls });
  }

  /** Why nobody is let in. */
  refusal(place: string, status: number): Unreadable {
    const isKnown = this.login !== undefined || this.headerFor('') !== undefined;
    const name = (what: string) => variableName(this.source, what);
    const ways = `name a Secret in "secretRef", set ${name('USERNAME')} and ${name('PASSWORD')} or ${name('TOKEN')}, or log in with docker, podman or helm`;
    const faults = this.faults.map(fault => `; ${fault}`).join('');
    const what = isKnown ? 'does not accept the credentials' : `asks for credentials; ${ways}`;
    return new Unreadable(`${place} ${what} (${status})${faults}`);
  }

  private askOnce(key: string, request: TokenRequest): Promise<string | undefined> {
    const asked = this.asked.get(key) ?? fetchToken(request).finally(() => this.asked.delete(key));
    this.asked.set(key, asked);
    return asked.then(token => {
      if (token !== undefined) this.tokens.set(key, token);
      return token;
    });
  }

  /** What the source has, else what this machine has; looked for when it is needed. */
  private async findLogin(): Promise<Login | undefined> {
    const { authorization, refreshToken } = this.credentials;
    if ((authorization ?? refreshToken) !== undefined) return this.credentials;
    this.found ??= findRegistryLogin(splitRegistryUrl(this.source.url), this.options);
    const { login, faults } = await this.found;
    this.faults = faults;
    return login;
  }
}
