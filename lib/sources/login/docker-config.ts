/**
 * Files in which docker, Podman and Helm store registry logins: `config.json`, `auth.json`.
 */
import { type Fields, isRecord, tryParseJson } from '../../model/data/json';
import { basic, bearer, type Login, refresh } from './login';
import { loginHosts } from '../../model/registry-url';
import { Unreadable } from '../reading/unreadable';

/** A file of logins. */
export interface DockerConfig {
  /** `Secret team-a/registry`, or a path. */
  readonly label: string;
  readonly auths: Fields;
  /** Program for each host: `gcloud` means `docker-credential-gcloud`. */
  readonly credHelpers: Fields;
  /** Program for all other hosts. */
  readonly credsStore?: string;
}

/** User name that marks the password as a token, which is exchanged for another token. */
const TOKEN_USER = '<token>';

/** Reads a config; throws Unreadable if it is not valid. */
export function parseDockerConfig(text: string, label: string): DockerConfig {
  const config = tryParseJson(text);
  // the message contains no part of the text, which may contain a password
  if (!isRecord(config)) throw new Unreadable(`${label} is not a docker config: it is not a JSON object`);
  const { auths, credHelpers, credsStore } = config;
  return {
    label,
    auths: isRecord(auths) ? auths : {},
    credHelpers: isRecord(credHelpers) ? credHelpers : {},
    ...(typeof credsStore === 'string' && credsStore !== '' && { credsStore }),
  };
}

/** The most specific login in the file for a repository; `undefined` if there is none. */
export function tryDockerLogin({ auths, label }: DockerConfig, host: string, path: string): Login | undefined {
  const entries = new Map(Object.entries(auths).map(([key, entry]) => [normalize(key), entry]));
  const places = loginHosts(host).flatMap(name => prefixesOf(`${name}/${path}`));
  for (const place of places) {
    const entry = entries.get(place);
    const login = isRecord(entry) ? readEntry(entry, `${label} for ${place}`) : undefined;
    if (login !== undefined) return login;
  }
  return undefined;
}

/** The program that stores the login of a host; `undefined` if there is none. */
export function tryHelperName({ credHelpers, credsStore }: DockerConfig, host: string): string | undefined {
  const name = loginHosts(host)
    .map(known => Object.entries(credHelpers).find(([key]) => normalize(key) === known)?.[1])
    .find(found => typeof found === 'string') as string | undefined;
  // as in docker, an empty name means that the login is in the file itself
  return name === '' ? undefined : (name ?? credsStore);
}

/** Reads a login from the output of such a program. */
export function loginOf(username: string, secret: string): Login {
  return username === TOKEN_USER ? refresh(secret) : basic(username, secret);
}

/** `https://index.docker.io/v1/` is `index.docker.io`. */
function normalize(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/(?:\/v[12])?\/*$/, '');
}

/** `a/b/c`, `a/b`, `a`. */
function prefixesOf(path: string): string[] {
  const parts = path.split('/').filter(part => part !== '');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('/'));
}

function readEntry(entry: Fields, label: string): Login | undefined {
  const text = (key: string) => (typeof entry[key] === 'string' && entry[key] !== '' ? entry[key] : undefined);
  const [identityToken, registryToken, auth] = ['identitytoken', 'registrytoken', 'auth'].map(text);
  if (identityToken !== undefined) return refresh(identityToken);
  if (registryToken !== undefined) return bearer(registryToken);
  const [username, password] = [text('username'), text('password')];
  if (username !== undefined && password !== undefined) return loginOf(username, password);
  if (auth === undefined) return undefined;
  const decoded = Buffer.from(auth, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 1) throw new Unreadable(`"auth" of ${label} is not a user and password in base64`);
  return loginOf(decoded.slice(0, colon), decoded.slice(colon + 1).replace(/\0+$/, ''));
}
