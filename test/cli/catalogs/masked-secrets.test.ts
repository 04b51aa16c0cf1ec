/**
 * Passwords do not reach the terminal, wherever they come from.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { serve } from '../../sources/serve';
import { pctlIn } from '../pctl-in';

// others may keep the machine busy
jest.setTimeout(60_000);

/** Output of `pctl catalog update` for the manifests in `text`. */
async function update(text: string, env: Record<string, string> = {}): Promise<string> {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'catalogs'));
  writeFileSync(join(cwd, 'catalogs/all.yaml'), text);
  const { stdout, stderr } = await pctlIn(cwd, ['catalog', 'update', '--verbose'], {
    PATH: process.env.PATH!,
    XDG_CACHE_HOME: temporaryFolder(),
    ...env,
  });
  return stdout + stderr;
}

test.each([
  '*0penSesame',
  '|0penSesame',
  '>0penSesame',
  '"a" 0penSesame',
  '}0penSesame',
  '- 0penSesame',
  '"\\q0penSesame"',
])('a password that is not valid YAML is not shown: %s', async password => {
  const secret = `apiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData:\n  password: ${password}\n`;
  const said = await update(secret);
  expect(said).toMatch(/^error: catalogs\/all\.yaml:\d+:\d+: not readable as YAML: \w/m);
  expect(said).not.toContain('penSesame');
});

test.each([
  'bot:0penSesame@git.example.com:x',
  'https://bot:0penSesame@git.example.com/x',
  'bot:0penSesame@git.example.com/x',
])('the password in %s is not shown', async url => {
  const source = 'apiVersion: weave.works/v1alpha1\nkind: ProfileCatalogSource\nmetadata: {name: profiles}\n';
  const said = await update(`${source}spec:\n  repositories:\n  - url: ${url}\n`);
  expect(said).toMatch(/^error: .*\*\*\*@git\.example\.com/m);
  expect(said).not.toContain('0penSesame');
});

test('a login that a server repeats in its response is masked', async () => {
  const login = { username: 'bot', password: '0pen/Sesame' };
  const header = Buffer.from(`${login.username}:${login.password}`).toString('base64');
  const { url } = await serve((request, response) => {
    const echo = `${request.headers.authorization} ${login.password} ${encodeURIComponent(login.password)}`;
    response.end(
      `apiVersion: v1\nentries:\n  kyverno:\n  - name: kyverno\n    version: "${echo}"\n    annotations: {weave.works/profile: kyverno}\n`,
    );
  });
  const said = await update(
    `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: echo}\nspec: {url: "${url}"}\n`,
    { CDK8S_PROFILES_ECHO_USERNAME: login.username, CDK8S_PROFILES_ECHO_PASSWORD: login.password },
  );
  expect(said).toContain('***');
  for (const secret of [login.password, header, '0pen%2FSesame']) expect(said).not.toContain(secret);
});
