/**
 * Authenticates with a registry when it asks for it, with a login or with a token that it issued.
 *
 * A token is valid for one scope. When the registry no longer accepts it, another one is requested.
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

  /** Header value for each scope that has one. */
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

  /** Credentials that are sent before the registry asks for any. */
  headerFor(scope: string): string | undefined {
    if (this.isBasic) return this.login?.authorization;
    const { authorization } = this.credentials;
    return authorization?.startsWith('Bearer ') ? authorization : this.tokens.get(scope);
  }

  /** Credentials to try after `shown` was rejected; `undefined` if there are no others. Throws Unreadable. */
  async answer(
    header: string | undefined,
    shown: string | undefined,
    request: Pick<TokenRequest, 'origin' | 'scope' | 'base'>,
  ): Promise<string | undefined> {
    const challenge = parseChallenge(header);
    const current = this.headerFor(request.scope);
    // another request has authenticated in the meantime
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

  /** Describes why access was refused. */
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

  /** The login of the source, otherwise one that is stored on this machine; searched for only when needed. */
  private async findLogin(): Promise<Login | undefined> {
    const { authorization, refreshToken } = this.credentials;
    if ((authorization ?? refreshToken) !== undefined) return this.credentials;
    this.found ??= findRegistryLogin(splitRegistryUrl(this.source.url), this.options);
    const { login, faults } = await this.found;
    this.faults = faults;
    return login;
  }
}
