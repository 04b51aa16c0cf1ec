/**
 * Finds the credentials for a repository: a user, a token, a certificate.
 *
 * The environment takes precedence over a Secret, a Secret over the URL, and the URL over netrc.
 * Keys of Secrets are those that Flux reads, and `bearerToken`, which Flux reads only for Git so
 * far.
 */
import type { HelmRepositorySource, ReadOptions, RegistrySource } from '../reading/catalog-source';
import { parseDockerConfig, tryDockerLogin } from './docker-config';
import { type FoundSecret, missingSecret, secretValue, trySecret } from './find-secret';
import { basic, bearer, type Login } from './login';
import { tryNetrcLogin } from './netrc';
import { isLoopback, splitRegistryUrl } from '../../model/registry-url';
import { urlSecretKey } from '../manifests/repository-fields';
import { sha256 } from '../cache/sha256';
import { tlsFromSecret } from './secret-tls';
import { sourceVariables, variableName } from './source-variables';
import { readTlsFiles, type TlsFiles } from './tls-files';
import { Unreadable } from '../reading/unreadable';

/** Credentials of one source; all are absent for a public one. */
export interface Credentials extends Login {
  readonly tls?: TlsFiles;
}

type Source = HelmRepositorySource | RegistrySource;

/** Finds the credentials for `source`; throws if it names a Secret that cannot be found. */
export async function findCredentials(source: Source, options: ReadOptions): Promise<Credentials> {
  const variable = sourceVariables(
    source,
    source.url,
    options,
    source.isRegistry ? source.insecure === true : undefined,
  );
  const fromEnv = loginFromEnv(source, variable);
  const tlsFromEnv = readTlsFiles(variable);
  const secret = await findSecret(source, source.secretName, options, fromEnv === undefined);
  const certSecret = await findSecret(source, source.certSecretName, options, tlsFromEnv === undefined);
  const login = fromEnv ?? (secret && loginFromSecret(secret, source)) ?? loginFromUrl(source, options);
  // older versions of Flux read certificates from the Secret of the login
  const tls = tlsFromEnv ?? (certSecret && tlsFromSecret(certSecret, true)) ?? (secret && tlsFromSecret(secret, false));
  if (login?.authorization?.startsWith('Bearer ') && !isSecret(source)) {
    throw new Unreadable('others could read a token on the way; use an https:// URL');
  }
  const certificate = tls?.cert === undefined ? '' : sha256(tls.cert);
  return { ...login, tls, identity: `${login?.identity ?? ''} ${certificate}` };
}

/** Whether requests are sent over TLS. */
function isSecret(source: Source): boolean {
  if (source.isRegistry !== true) return source.url.startsWith('https:');
  return source.insecure !== true || isLoopback(new URL(source.url));
}

async function findSecret(
  source: Source,
  name: string | undefined,
  options: ReadOptions,
  isNeeded: boolean,
): Promise<FoundSecret | undefined> {
  if (name === undefined) return undefined;
  // the cluster is not asked for values that the environment overrides
  const found = await trySecret(source, name, isNeeded ? options : { ...options, kubeconfig: undefined });
  if (found !== undefined || !isNeeded) return found;
  const variables = (
    name === source.certSecretName && name !== source.secretName
      ? ['CA_FILE', 'CERT_FILE', 'KEY_FILE']
      : ['USERNAME', 'PASSWORD', 'TOKEN']
  ).map(what => variableName(source, what));
  const remedy = `put its manifest next to the source, set ${variables[0]} and ${variables[1]} or ${variables[2]}, or give a kubeconfig to read it from the cluster`; // prettier-ignore
  throw missingSecret(source, name, options, remedy);
}

function loginFromEnv(source: Source, value: (what: string) => string | undefined): Login | undefined {
  const [username, password, token] = ['USERNAME', 'PASSWORD', 'TOKEN'].map(value);
  if (token === undefined && username === undefined && password === undefined) return undefined;
  if (token !== undefined && (username ?? password) !== undefined) {
    throw new Unreadable(`${variableName(source, 'TOKEN')} is set, and so is a user or a password; unset one of them`);
  }
  if (token !== undefined) return bearer(token);
  if (username !== undefined && password !== undefined) return basic(username, password);
  const missing = username === undefined ? 'USERNAME' : 'PASSWORD';
  throw new Unreadable(
    `${variableName(source, missing)} is not set, but the other one of user and password is; set both`,
  );
}

function loginFromSecret(secret: FoundSecret, source: Source): Login | undefined {
  const config = source.isRegistry === true ? secretValue(secret, '.dockerconfigjson') : undefined;
  if (config !== undefined) return loginFromConfig(config, secret.label, source.url);
  const username = secretValue(secret, 'username');
  const password = secretValue(secret, 'password');
  if (username !== undefined && password !== undefined) return basic(username, password);
  if (username !== undefined || password !== undefined) {
    throw new Unreadable(`${secret.label} has only one of "username" and "password"; write both`);
  }
  const token = secretValue(secret, 'bearerToken');
  return token === undefined ? undefined : bearer(token.trim());
}

function loginFromConfig(text: string, label: string, url: string): Login {
  const { host, path } = splitRegistryUrl(url);
  const found = tryDockerLogin(parseDockerConfig(text, label), host, path);
  if (found !== undefined) return found;
  throw new Unreadable(`${label} has no login for ${host}; add it to "auths" of its docker config`);
}

/** As in curl, netrc adds what is missing in the URL. */
function loginFromUrl(source: Source, { secrets, env }: ReadOptions): Login | undefined {
  const values = secrets.get(urlSecretKey(source));
  const [username, password] = ['username', 'password'].map(key => values?.get(key) ?? '');
  if (password !== '') return basic(username, password);
  const listed = /^https?:/.test(source.url) ? tryNetrcLogin(new URL(source.url), env, username || undefined) : undefined; // prettier-ignore
  return listed === undefined ? values && basic(username, password) : basic(listed.username, listed.password);
}
