/**
 * Finds the proxy for a URL in the environment.
 *
 * Variables in lower case take precedence, as in curl. `NO_PROXY` lists hosts, domains
 * (`example.com` also matches subdomains, `.example.com` matches only them), addresses and ranges
 * (`10.0.0.0/8`), each with or without a port, or `*` for all.
 */
import { BlockList, isIP } from 'node:net';
import type { ReadOptions } from '../reading/catalog-source';
import { formatBasic, splitLogin } from '../reading/split-login';
import { Unreadable } from '../reading/unreadable';

/** Address and credentials of a proxy. */
export interface Proxy {
  /** Without credentials: `http://proxy.example.com:3128`. */
  readonly uri: string;
  /** Value of the header `Proxy-Authorization`. */
  readonly token?: string;
}

/** The proxy for `url`; `undefined` if there is none. */
export function findProxy(url: URL, env: ReadOptions['env']): Proxy | undefined {
  const variable = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const text = read(env, variable);
  if (text === undefined || isDirect(url, read(env, 'NO_PROXY') ?? '')) return undefined;
  const proxy = tryProxy(/^[a-z0-9+.-]+:\/\//i.test(text) ? text : `http://${text}`);
  if (proxy !== undefined) return proxy;
  // the message contains no part of the value, which may contain a password
  const why = /^socks/i.test(text) ? '. Proxies that speak SOCKS are not supported here; only git uses them' : '';
  throw new Unreadable(`${variable} is not the URL of a proxy; write it as in http://proxy.example.com:3128${why}`);
}

function tryProxy(text: string): Proxy | undefined {
  try {
    const { url, username, password } = splitLogin(text);
    if (!['http:', 'https:'].includes(url.protocol)) return undefined;
    return { uri: url.origin, token: username === '' ? undefined : formatBasic(username, password) };
  } catch {
    return undefined;
  }
}

function read(env: ReadOptions['env'], name: string): string | undefined {
  return env[name.toLowerCase()] || env[name] || undefined;
}

function isDirect(url: URL, noProxy: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(entry => entry !== '')
    .some(entry => matches(entry, host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, bracketed, plain, entryPort] = /^(?:\[(.*)\]|([^:]*|.*:.*:.*))(?::(\d+))?$/.exec(entry) ?? [];
  const name = bracketed ?? plain ?? entry;
  if (entryPort !== undefined && entryPort !== port) return false;
  if (isIP(host) !== 0) return isInRange(name, host);
  const domain = name.replace(/^\*?\./, '');
  return host.endsWith(`.${domain}`) || (host === name && domain === name);
}

function isInRange(range: string, address: string): boolean {
  const [net, bits] = range.split('/');
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  if (isIP(net) === 0) return false;
  if (bits === undefined) list.addAddress(net, family);
  else if (/^\d+$/.test(bits) && Number(bits) <= (family === 'ipv6' ? 128 : 32))
    list.addSubnet(net, Number(bits), family);
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
