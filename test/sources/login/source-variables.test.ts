/**
 * Logins in the environment are sent only to the host that they are for.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCredentials } from '../../../lib/sources/login/find-credentials';
import type { RegistrySource } from '../../../lib/sources/reading/catalog-source';
import { pctlIn } from '../../cli/pctl-in';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { answering, indexOf, optionsOf, repositoryAt, serve } from '../serve';

const TOKEN = { CDK8S_PROFILES_PLATFORM_TOKEN: 't0ken' };
const HOST = 'CDK8S_PROFILES_PLATFORM_HOST';

const find = (url: string, env: Record<string, string>) => findCredentials(repositoryAt(url), optionsOf({ env }));

test('a login is for the host in its _HOST variable, with its port', async () => {
  const authorization = 'Bearer t0ken';
  for (const [url, host] of [
    ['https://charts.example.org/a', 'Charts.Example.org'],
    ['https://charts.example.org:8443/a', 'charts.example.org:8443'],
  ]) {
    expect(await find(url, { ...TOKEN, [HOST]: host, CI: 'true' })).toMatchObject({ authorization });
  }
  expect(await find('https://charts.example.org', TOKEN)).toMatchObject({ authorization });
  expect(await find('https://charts.example.org', { ...TOKEN, CI: 'false' })).toMatchObject({ authorization });
});

test.each([
  ['another host', 'https://evil.example.com/a'],
  ['another port', 'https://charts.example.org:8443/a'],
  ['a host that begins the same', 'https://charts.example.org.evil.example.com'],
  ['a host that is a user', 'https://charts.example.org@evil.example.com'],
])('fails for %s', async (_, url) => {
  await expect(find(url, { ...TOKEN, [HOST]: 'charts.example.org' })).rejects.toThrow(
    /^CDK8S_PROFILES_PLATFORM_HOST is "charts\.example\.org", but the URL is at \S+, so CDK8S_PROFILES_PLATFORM_TOKEN is not sent/,
  );
});

test.each([
  ['a token', TOKEN],
  ['a user', { CDK8S_PROFILES_PLATFORM_USERNAME: 'me', CDK8S_PROFILES_PLATFORM_PASSWORD: 'x' }],
  ['a certificate', { CDK8S_PROFILES_PLATFORM_CERT_FILE: 'a', CDK8S_PROFILES_PLATFORM_KEY_FILE: 'b' }],
])('fails in a pipeline for %s without a host', async (_, env) => {
  await expect(find('https://charts.example.org', { ...env, CI: '1' })).rejects.toThrow(
    /^CDK8S_PROFILES_PLATFORM_\w+ is set in a pipeline \(CI\) without CDK8S_PROFILES_PLATFORM_HOST/,
  );
});

test('an authority needs no host', async () => {
  const file = join(temporaryFolder(), 'ca.pem');
  writeFileSync(file, 'x');
  const env = { CDK8S_PROFILES_PLATFORM_CA_FILE: file, CI: 'true' };
  expect((await find('https://charts.example.org', env)).tls).toMatchObject({ ca: 'x' });
});

test('fails over plain http, except on this machine', async () => {
  const env = { CDK8S_PROFILES_PLATFORM_USERNAME: 'me', CDK8S_PROFILES_PLATFORM_PASSWORD: 'x' };
  await expect(find('http://charts.example.org', env)).rejects.toThrow('could be read by others on the way');
  expect(await find('http://localhost:8080', env)).toMatchObject({ authorization: 'Basic bWU6eA==' });
  const registry = { ...repositoryAt('oci://charts.example.org/a'), isRegistry: true } as RegistrySource;
  expect(await findCredentials(registry, optionsOf({ env }))).toMatchObject({ authorization: 'Basic bWU6eA==' });
  const insecure = findCredentials({ ...registry, insecure: true }, optionsOf({ env }));
  await expect(insecure).rejects.toThrow('could be read by others on the way');
});

describe('two sources that share variables', () => {
  const index = answering(indexOf(['kyverno', '3.0.0']));
  const manifest = (namespace: string, name: string, url: string) => `
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: ${name}, namespace: ${namespace}}
spec: {url: "${url}"}
`;

  /** Updates `a/shop.charts` and `b/shop-charts`; returns problems, and what each received. */
  async function update(hostOf: (host: string) => string | undefined) {
    const cwd = temporaryFolder();
    const [one, two] = [await serve(index), await serve(index)];
    mkdirSync(join(cwd, 'catalogs'));
    const texts = [manifest('a', 'shop.charts', one.url), manifest('b', 'shop-charts', two.url)];
    writeFileSync(join(cwd, 'catalogs/all.yaml'), texts.join('---'));
    const host = hostOf(two.host);
    const login = { CDK8S_PROFILES_SHOP_CHARTS_USERNAME: 'me', CDK8S_PROFILES_SHOP_CHARTS_PASSWORD: 'pw' };
    const env = { ...login, XDG_CACHE_HOME: temporaryFolder(), ...(host && { CDK8S_PROFILES_SHOP_CHARTS_HOST: host }) };
    const { stderr } = await pctlIn(cwd, ['catalog', 'update'], env);
    const shown = [one, two].map(({ requests }) => requests.map(({ headers }) => headers.authorization));
    return { stderr: stderr.replace(/127\.0\.0\.1:\d+/g, 'HOST'), shown };
  }

  test('fail without a host, and are named', async () => {
    const { stderr, shown } = await update(() => undefined);
    expect(shown).toEqual([[], []]);
    expect(stderr.match(/CDK8S_PROFILES_SHOP_CHARTS_USERNAME could be meant for .*/g)).toHaveLength(2);
    expect(stderr).toContain(
      'could be meant for HelmRepository a/shop.charts (HOST) and HelmRepository b/shop-charts (HOST); set CDK8S_PROFILES_SHOP_CHARTS_HOST',
    );
  });

  test('with a host, only the source there receives them', async () => {
    const { stderr, shown } = await update(host => host);
    expect(shown).toEqual([[undefined], ['Basic bWU6cHc=']]);
    expect(stderr).not.toContain('error');
  });
});
