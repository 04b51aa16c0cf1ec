/**
 * Which proxy the environment names for a URL.
 */
import { findProxy } from '../../../lib/sources/http/find-proxy';

const PROXY = 'http://proxy.example.com:3128';
const proxyOf = (url: string, env: Record<string, string>) => findProxy(new URL(url), env)?.uri;

test.each([
  ['https://a.com', { HTTPS_PROXY: PROXY }, PROXY],
  ['https://a.com', { https_proxy: PROXY, HTTPS_PROXY: 'http://other' }, PROXY],
  ['https://a.com', { HTTP_PROXY: PROXY }, undefined],
  ['http://a.com', { HTTP_PROXY: PROXY }, PROXY],
  ['http://a.com', { http_proxy: 'proxy.example.com:3128' }, PROXY],
  ['http://a.com', { HTTPS_PROXY: PROXY }, undefined],
  ['https://a.com', { HTTPS_PROXY: '' }, undefined],
  ['https://a.com', {}, undefined],
])('%s with %j uses %s', (url, env, expected) => {
  expect(proxyOf(url, env as Record<string, string>)).toBe(expected);
});

test.each([
  ['*', 'https://a.com', true],
  ['a.com', 'https://a.com', true],
  ['a.com', 'https://b.a.com', true],
  ['a.com', 'https://ba.com', false],
  ['.a.com', 'https://b.a.com', true],
  ['.a.com', 'https://a.com', false],
  ['*.a.com', 'https://b.a.com', true],
  ['A.COM', 'https://a.com', true],
  ['b.com, a.com', 'https://a.com', true],
  ['b.com a.com', 'https://a.com', true],
  ['a.com:8443', 'https://a.com:8443', true],
  ['a.com:443', 'https://a.com', true],
  ['a.com:8443', 'https://a.com', false],
  ['10.0.0.1', 'https://10.0.0.1', true],
  ['10.0.0.0/8', 'https://10.1.2.3', true],
  ['10.0.0.0/8', 'https://11.1.2.3', false],
  ['10.0.0.0/99', 'https://10.1.2.3', false],
  ['0.0.1', 'https://10.0.0.1', false],
  ['::1', 'https://[::1]', true],
  ['[::1]:8443', 'https://[::1]:8443', true],
  ['fd00::/8', 'https://[fd00::1]', true],
  ['fd00::/8', 'https://10.0.0.1', false],
  [' , ', 'https://a.com', false],
])('NO_PROXY "%s" on %s: direct is %s', (noProxy, url, isDirect) => {
  expect(proxyOf(url, { HTTPS_PROXY: PROXY, NO_PROXY: noProxy })).toBe(isDirect ? undefined : PROXY);
});

test('the login of a proxy is sent only to it, and is in no URL', () => {
  const env = { HTTPS_PROXY: 'http://me:p%40ss@proxy.example.com:3128/' };
  const token = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
  expect(findProxy(new URL('https://a.com'), env)).toEqual({ uri: PROXY, token });
});

test.each(['socks5://me:SECRET@proxy:1080', 'http://me:SECRET@:', 'http://me:SECRET@a b'])(
  'fails for proxy %s, and does not show it',
  proxy => {
    const find = () => proxyOf('https://a.com', { HTTPS_PROXY: proxy });
    expect(find).toThrow('HTTPS_PROXY is not the URL of a proxy; write it as in http://proxy.example.com:3128');
    expect(find).not.toThrow('SECRET');
  },
);
