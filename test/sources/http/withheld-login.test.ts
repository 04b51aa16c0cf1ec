import { readSource } from '../../../lib/sources/read-source';
import { tryHelperName } from '../../../lib/sources/login/docker-config';
import { findProxy } from '../../../lib/sources/http/find-proxy';
import { optionsOf, QUICK, repositoryAt, serve } from '../serve';

// others may keep the machine busy
jest.setTimeout(60_000);

test('a login that was not sent after a redirect is mentioned', async () => {
  const target = await serve((_, response) => response.writeHead(401).end());
  const first = await serve((_, response) => response.writeHead(302, { location: `${target.url}/b/index.yaml` }).end());
  const secrets = new Map([['default/login', new Map([['username', 'bot'], ['password', 's3same']])]]); // prettier-ignore
  const { problems } = await readSource(
    repositoryAt(`${first.url}/a`, { secretName: 'login' }),
    optionsOf({ secrets }),
    QUICK,
  );
  expect(problems).toMatchObject([
    {
      reason: `${target.host} asks for credentials (401), and the credentials of ${first.host} were not shown to it: ${first.host} redirects there; if that is intended, write "url: ${target.url}/b"`,
    },
  ]);
  expect(target.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});

test('an empty helper for a host means the file, whatever the helper for others', () => {
  const config = {
    label: 'a',
    auths: {},
    credHelpers: { 'r.example.com': '', 'q.example.com': 'pass' },
    credsStore: 'desktop',
  };
  expect(['r.example.com', 'q.example.com', 'p.example.com'].map(host => tryHelperName(config, host))).toEqual([
    undefined,
    'pass',
    'desktop',
  ]);
});

test('a SOCKS proxy is reported as not supported', () => {
  const find = () => findProxy(new URL('https://a.example.com'), { HTTPS_PROXY: 'socks5h://proxy.example.com:1080' });
  expect(find).toThrow(
    'HTTPS_PROXY is not the URL of a proxy; write it as in http://proxy.example.com:3128. Proxies that speak SOCKS are not supported here; only git uses them',
  );
});
