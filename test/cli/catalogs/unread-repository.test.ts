/**
 * A catalog of several Git repositories, one of which is removed.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { GitServer } from '../../servers/git-server';
import { profileYaml } from '../../servers/profile-repository';
import { cleanEnv } from '../../sources/git/git-reading';
import { pctlIn } from '../pctl-in';

test('a repository that cannot be read keeps its versions in the lock file, and the others are updated', async () => {
  const server = await GitServer.start(temporaryFolder());
  const [nginx, web] = await Promise.all(['nginx', 'web'].map(name => server.createRepository(name)));
  await nginx.commitAll({ 'profile.yaml': profileYaml('nginx') });
  await nginx.tag('v1.0.0');
  await web.commitAll({ 'profile.yaml': profileYaml('web') });
  await web.tag('v1.0.0');
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'catalogs'));
  const spec = { repositories: [{ url: nginx.url }, { url: web.url }] };
  const source = {
    apiVersion: 'weave.works/v1alpha1',
    kind: 'ProfileCatalogSource',
    metadata: { name: 'platform' },
    spec,
  };
  writeFileSync(join(cwd, 'catalogs/platform.yaml'), JSON.stringify(source));
  const env = { ...cleanEnv(), XDG_CACHE_HOME: temporaryFolder() };
  const update = () => pctlIn(cwd, ['catalog', 'update'], env);
  const lock = () => readFileSync(join(cwd, 'catalogs/platform.lock.yaml'), 'utf8');

  expect(await update()).toMatchObject({ code: 0 });
  renameSync(web.folder, `${web.folder}.gone`);
  await nginx.tag('v1.1.0');
  const failed = await update();
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain(
    `git repository ${web.url} cannot be read: the repository does not exist, or the login does not have access to it`,
  );
  expect(lock()).toMatch(/nginx:[^]*version: v1\.1\.0[^]*version: v1\.0\.0[^]*web:[^]*version: v1\.0\.0/);
  expect(existsSync(join(env.XDG_CACHE_HOME, 'cdk8s-profiles/git'))).toBe(true);
  await server.stop();
});
