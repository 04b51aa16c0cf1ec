/**
 * `pctl add --url URL --tag TAG`: profiles of a real Git server.
 */
import { readFileSync, rmSync } from 'node:fs';
import { parse } from 'yaml';
import { repositoryOf } from '../../constructs/folder/subscription-texts';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { GitServer } from '../../servers/git-server';
import { profileYaml } from '../../servers/profile-repository';
import { pctlIn } from '../pctl-in';

const CLUSTER = { 'subscriptions/production/cluster.yaml': 'apiVersion: cdk8s-profiles/v1\nkind: Cluster\n' };
const env = { XDG_CACHE_HOME: temporaryFolder() };
const pctl = (...argv: string[]) => pctlIn(process.cwd(), argv, env);

/** A catalog whose repositories follow. */
const OWN = `apiVersion: weave.works/v1alpha1
kind: ProfileCatalogSource
metadata:
  name: own
spec:
  repositories:
`;

let server: GitServer;
let url: string;
beforeAll(async () => {
  server = await GitServer.start(temporaryFolder());
  const repository = await server.createRepository('profiles');
  await repository.commitAll({ 'web/profile.yaml': profileYaml('web'), 'mesh/profile.yaml': profileYaml('mesh') });
  for (const tag of ['web/v1.0.0', 'mesh/v1.0.0', 'mesh/v1.1.0']) await repository.tag(tag);
  ({ url } = repository);
});
afterAll(() => server.stop());
const add = (tag: string, ...more: string[]) => pctl('add', '--url', url, '--tag', tag, ...more);

test('the first one adds a catalog in the same change, and others need no network', async () => {
  const root = repositoryOf(CLUSTER);
  rmSync('catalogs', { recursive: true });
  const before = filesIn(root);
  const dry = await add('web/v1.0.0', '--dry-run');
  expect([dry.code, filesIn(root)]).toEqual([0, before]);
  const added = await add('web/v1.0.0');
  expect(added.stdout).toBe(dry.stdout);
  expect(added.stderr).toMatchInlineSnapshot(`
   "catalogs/profiles.lock.yaml written
   catalogs/profiles.yaml written
   subscriptions/production/web.yaml written
   2 generated files in dist changed
   "
  `);
  expect(readFileSync('catalogs/profiles.yaml', 'utf8').replace(url, 'URL')).toMatchInlineSnapshot(`
   "apiVersion: weave.works/v1alpha1
   kind: ProfileCatalogSource
   metadata:
     name: profiles
     namespace: flux-system
   spec:
     repositories:
       - url: URL
   "
  `);
  expect(readFileSync('subscriptions/production/web.yaml', 'utf8')).toContain(
    'profile: profiles/web\n  version: v1.0.0\n',
  );
  expect((await pctl('catalog', 'update', 'profiles', '--check')).code).toBe(0);
  expect((await pctl('synth', '--check')).code).toBe(0);
  const [asked, complete] = [server.requests.length, filesIn(root)];
  const other = await add('mesh/v1.0.0', '--secret', 'git');
  expect([other.code, other.stderr.split('\n').at(-2)]).toEqual([0, 'catalog "profiles" lists the repository, so "--secret" is not used']); // prettier-ignore
  expect(server.requests).toHaveLength(asked);
  // as if the first run had been killed
  const written = [
    'subscriptions/production/web.yaml',
    'subscriptions/production/mesh.yaml',
    'catalogs/profiles.lock.yaml',
  ];
  for (const file of written) rmSync(file);
  expect((await add('web/v1.0.0', '--overwrite')).code).toBe(0);
  expect(filesIn(root)).toEqual(complete);
});

test('a login is found as for any catalog, and Flux is told the Secret', async () => {
  const login = { username: 'me', password: 'hunter2' };
  const secured = await GitServer.start(temporaryFolder(), { login });
  try {
    const repository = await secured.createRepository('Own_Profiles');
    await repository.commitAll({ 'profile.yaml': profileYaml('web') });
    await repository.tag('v1.0.0');
    const root = repositoryOf(CLUSTER);
    const argv = ['add', '--url', repository.url, '--tag', 'v1.0.0', '--secret', 'git'];
    expect(await pctl(...argv)).toMatchObject({ code: 1, stderr: expect.stringContaining('Secret') });
    const logins = { CDK8S_PROFILES_OWN_PROFILES_USERNAME: login.username, CDK8S_PROFILES_OWN_PROFILES_PASSWORD: login.password }; // prettier-ignore
    expect(await pctlIn(root, argv, { ...env, ...logins })).toMatchObject({ code: 0 });
    const secretRef = { secretRef: { name: 'git' } };
    expect(parse(readFileSync('catalogs/own-profiles.yaml', 'utf8')).spec).toEqual({ repositories: [{ url: repository.url, ...secretRef }] }); // prettier-ignore
    const lock = parse(readFileSync('catalogs/own-profiles.lock.yaml', 'utf8'));
    expect(lock.source.repositories).toEqual([{ url: repository.url, access: secretRef }]);
    expect(Object.values(filesIn(root)).join('')).not.toContain(login.password);
  } finally {
    await secured.stop();
  }
});

test('nothing is written if a tag, or anything else, is wrong', async () => {
  const root = repositoryOf({
    ...CLUSTER,
    'catalogs/own.yaml': `${OWN}    - url: ${url.replace('127.0.0.1', 'localhost')}\n`,
  });
  const before = filesIn(root);
  const said: string[] = [];
  for (const argv of [
    ['--url', url, '--tag', 'web/v1.0.1'],
    ['--url', url, '--tag', 'main'],
    ['--url', 'git@github.com:me/profiles.git', '--tag', 'v1'],
    ['--url', 'https://me:hunter2@git.example.com/profiles', '--tag', 'v1.0.0'],
    ['--url', url.replace('profiles.git', 'none.git'), '--tag', 'v1.0.0'],
    ['--url', url.replace('127.0.0.1', 'localhost'), '--tag', 'web/v1.0.0'],
    ['--url', url, '--tag', 'web/v1.0.0', '--depends-on', 'none'],
    ['--url', url, '--tag', 'web/v1.0.0', '--secret', 'A_B'],
    ['web', '--secret', 'git'],
    ['--tag', 'web/v1.0.0'],
    ['--url', url],
    ['web', '--url', url, '--tag', 'web/v1.0.0'],
  ]) {
    const { code, stderr } = await pctl('add', ...argv);
    said.push(
      `${code} ${stderr
        .replaceAll(url, 'URL')
        .replaceAll(server.url, 'SERVER')
        .replaceAll(/:\d{4,5}/g, ':PORT')}`,
    );
  }
  expect(said.join('')).toMatchInlineSnapshot(`
   "1 error: URL has no profile at tag "web/v1.0.1"; the nearest: web/v1.0.0, mesh/v1.0.0, mesh/v1.1.0. Correct the tag
   1 error: "--tag main" does not publish a profile. Write it as in "v1.2.3" or "nginx/v1.2.3"
   1 error: "--url git@github.com:me/profiles.git" cannot be used: write it in full, as in ssh://git@github.com/me/profiles.git
   error: "--tag v1" does not publish a profile. Write it as in "v1.2.3" or "nginx/v1.2.3"
   1 error: "--url https://***@git.example.com/profiles" cannot be used: it contains a user or a password; put them in a Secret and name that in "secretRef"
   1 error: git repository SERVER/none.git cannot be read: the repository does not exist, or the login does not have access to it
   1 error: catalog "own" lists http://localhost:PORT/profiles.git, but its lock file has no tag "web/v1.0.0". Run "pctl catalog update own", or correct the tag
   1 error: subscriptions/production/web.yaml:10:5: "none" in "spec.dependsOn" is neither a subscription of this cluster nor a HelmRelease made by hand; correct it, or drop it
   error: dist is unchanged
   1 error: "--secret A_B" is not allowed: use at most 253 lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit
   2 error: "--secret" is for the repository of a profile in Git, so give "--tag" or "--branch", too
   2 error: give a profile, a chart and its "--url", or the "--url" and "--tag" or "--branch" of a profile in Git
   2 error: give a profile, a chart and its "--url", or the "--url" and "--tag" or "--branch" of a profile in Git
   2 error: give a profile, a chart and its "--url", or the "--url" and "--tag" or "--branch" of a profile in Git
   "
  `);
  expect(filesIn(root)).toEqual(before);
});
