/**
 * Describes network errors by their code, because messages of servers and libraries may contain
 * anything.
 */
import type { HttpAnswer } from './http-answer';
import { formatBytes } from '../reading/bytes';
import type { Limits } from './http-limits';
import { Unreachable, Unreadable } from '../reading/unreadable';

const UNTRUSTED =
  'its certificate is issued by an authority that is not trusted; name that in "certSecretRef", SSL_CERT_FILE or NODE_EXTRA_CA_CERTS';

const WORDS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  UND_ERR_PRX_TLS: 'the certificate of the proxy is for another host',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'it asks for a client certificate; name one in "certSecretRef"',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not speak TLS; check whether the URL should begin with http://',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS; check whether the URL should begin with http://',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of its response are too long',
  ECONNREFUSED: 'nothing is listening there',
  ENOTFOUND: 'the host is unknown; check the URL',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the host',
};

/** Failures that another attempt may fix. */
const BROKEN: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke before the end',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the response is shorter than announced',
  EAI_AGAIN: 'the host cannot be looked up at the moment',
  Z_BUF_ERROR: 'the compressed response ends too early',
};

/** Failures of the connection, not of one request. */
const UNCONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);

/** Error codes for servers that use plain HTTP where TLS was expected; the code depends on the version of OpenSSL. */
const PLAIN = new Set(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']);

/** Says why `error` ended a request to `place`: `charts.example.com:8443`, `proxy http://proxy:3128`. */
export function toUnreadable(error: unknown, place: string, limits: Limits): Unreadable {
  if (error instanceof Unreadable) return error;
  const { code = '', message } = error as { code?: string; message: string };
  // other codes of zlib, and those of Brotli
  const broken = BROKEN[code] ?? (/^(Z_|ERR__ERROR_)/.test(code) ? 'the compressed response is damaged' : undefined);
  const Kind = UNCONNECTED.has(code) ? Unreachable : Unreadable;
  if (broken !== undefined) return new Kind(`${place}: ${broken}`, {});
  const words = WORDS[code] ?? tryTimeout(code, limits) ?? tryProxyAnswer(message) ?? other(code);
  return new Kind(`${place}: ${words}`, undefined, PLAIN.has(code));
}

function tryTimeout(code: string, { connectMs, idleMs }: Limits): string | undefined {
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return `no connection within ${connectMs / 1000} s`;
  const isIdle = code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT';
  return isIdle ? `no data was received for ${idleMs / 1000} s` : undefined;
}

function tryProxyAnswer(message: string): string | undefined {
  const [, status] = /^Proxy response \((\d+)\)|^Proxy Authentication Required \((407)\)/.exec(message) ?? [];
  if (message.includes('(407)'))
    return 'the proxy asks for a user and a password, or does not accept those it was given';
  return status === undefined ? undefined : `the proxy answers with ${status}`;
}

function other(code: string): string {
  if (code.startsWith('HPE_')) return 'the response is not HTTP';
  return `the connection failed${code === '' ? '' : ` (${code})`}`;
}

/** The error for a body that is larger than `limit`. */
export function tooLarge(limit: number): Unreadable {
  return new Unreadable(`the response is larger than ${formatBytes(limit)}, the most that is read`);
}

/** The error for a status without a description of its own. Another attempt may help if the server is busy. */
export function unexpectedStatus({ status, headers, place }: Pick<HttpAnswer, 'status' | 'headers' | 'place'>) {
  const isPassing = status === 429 || status >= 500;
  return new Unreadable(
    `${place} answers with ${status}`,
    isPassing ? { afterMs: readRetryAfter(headers) } : undefined,
  );
}

/** Converts seconds or a date to milliseconds from now. */
function readRetryAfter(headers: HttpAnswer['headers']): number | undefined {
  const text = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
