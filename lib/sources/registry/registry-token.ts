/**
 * Requests tokens for a registry from the server that it names, with or without a login.
 */
import { isRecord, tryParseJson } from '../../model/data/json';
import type { Credentials } from '../login/find-credentials';
import { readWholeBody } from '../http/http-body';
import { unexpectedStatus } from '../http/http-error';
import { type HttpRequest, isSameServer, sendRequest } from '../http/http-request';
import type { Login } from '../login/login';
import type { Challenge } from './registry-challenge';
import { rememberSecrets } from '../reading/known-secrets';
import { showUrl, Unreadable } from '../reading/unreadable';

/** Room for two tokens of the longest header, and the text around them. */
const LARGEST_ANSWER = 128 * 1024;

/** Fields of every request for a token, except the URL. */
export interface TokenRequest {
  /** URL of the registry. */
  readonly origin: URL;
  readonly challenge: Extract<Challenge, { scheme: 'bearer' }>;
  /** `repository:charts/linkerd2:pull`. */
  readonly scope: string;
  readonly login?: Login;
  readonly tls: Credentials['tls'];
  readonly base: Omit<HttpRequest, 'url' | 'credentials' | 'passCredentials'>;
}

/** Value of the header; `undefined` if the server rejects that login. Throws Unreadable. */
export async function fetchToken(request: TokenRequest): Promise<string | undefined> {
  const { origin, login, tls, base } = request;
  const realm = checkRealm(request.challenge.realm, origin);
  const isOwn = isSameServer(origin, realm);
  const credentials: Credentials = {
    authorization: login?.authorization,
    identity: '',
    // our client certificate is for the registry only
    tls: isOwn ? tls : tls && { label: tls.label, ca: tls.ca },
  };
  const answer = await sendRequest({ ...base, ...formOf(request, realm), credentials, passCredentials: false });
  try {
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return undefined;
    if (answer.status !== 200) throw unexpectedStatus(answer);
    const body = await readWholeBody(answer, { ...base.limits, bodyBytes: LARGEST_ANSWER }, base.signal);
    const token = readToken(body.toString('utf8'), realm);
    rememberSecrets(token);
    return `Bearer ${token}`;
  } finally {
    answer.close();
  }
}

/**
 * Another host may issue the tokens of a registry, as for Docker Hub, but never over plain HTTP
 * unless it is the registry itself.
 */
function checkRealm(text: string, origin: URL): URL {
  let realm: URL | undefined;
  try {
    realm = new URL(text);
  } catch {
    // reported below
  }
  if (realm === undefined || !['https:', 'http:'].includes(realm.protocol)) {
    throw new Unreadable(`${origin.host} names a token service whose address is not a URL`);
  }
  if (realm.protocol === 'http:' && (origin.protocol === 'https:' || realm.hostname !== origin.hostname)) {
    throw new Unreadable(
      `${origin.host} has its tokens issued over plain http by ${realm.host}, where others could read them`,
    );
  }
  realm.username = '';
  realm.password = '';
  return realm;
}

/** A login is sent in a header; a token that is exchanged for another one is sent in a form. */
function formOf(
  { challenge, scope, login, base }: TokenRequest,
  realm: URL,
): Pick<HttpRequest, 'url' | 'method' | 'body' | 'headers'> {
  // prettier-ignore
  const fields = new URLSearchParams({ ...(challenge.service && { service: challenge.service }), scope });
  const headers = { ...base.headers, accept: 'application/json' };
  if (login?.refreshToken === undefined) {
    const url = new URL(realm);
    for (const [key, value] of fields) url.searchParams.append(key, value);
    return { url, method: 'GET', headers };
  }
  fields.set('grant_type', 'refresh_token');
  fields.set('refresh_token', login.refreshToken);
  fields.set('client_id', 'cdk8s-profiles');
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
  return { url: realm, method: 'POST', body: fields.toString(), headers: form };
}

function readToken(text: string, realm: URL): string {
  const answer = tryParseJson(text);
  // some servers write both fields, and leave one of them empty
  const token = isRecord(answer) ? answer.access_token || answer.token : undefined;
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new Unreadable(`${showUrl(realm)} sent something that is not a token`);
}
