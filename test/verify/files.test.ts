/**
 * Which files of a repository count: those that Flux gets.
 */
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../constructs/temporary-folder';
import { repository } from '../cli/diff/repository';
import { pctlIn } from '../cli/pctl-in';
import { dependsOn, kustomization, release, rulesIn } from './verified';

const APPS = {
  'clusters/one/apps.yaml': kustomization('apps', './apps'),
  'apps/kustomization.yaml': 'resources: [web.yaml]\n',
  'apps/web.yaml': release('web'),
};

/** The rules that `pctl verify` finds in `folder`. */
async function rulesOf(cwd: string, ...argv: readonly string[]): Promise<string[]> {
  const { stdout, stderr } = await pctlIn(cwd, ['verify', ...argv]);
  expect(stderr).not.toContain('error:');
  return rulesIn(stdout.split('\n').filter(line => line !== ''));
}

test('a file that cannot be read is a mistake only where it is applied', async () => {
  const cwd = repository({ ...APPS });
  writeFileSync(join(cwd, 'apps/secret.yaml'), Buffer.from([0, 71, 73, 84, 0xff]));
  symlinkSync('nowhere.yaml', join(cwd, 'apps/dangling.yaml'));
  expect(await rulesOf(cwd)).toEqual([]);
  writeFileSync(join(cwd, 'apps/kustomization.yaml'), 'resources: [web.yaml, secret.yaml]\n');
  const { stdout } = await pctlIn(cwd, ['verify']);
  expect(stdout).toBe(
    'apps/secret.yaml:1:1: error: apps/secret.yaml is not readable: it is not text in UTF-8 (line 1); correct the file [build-failed]\n',
  );
});

test('a symbolic link to a repository, and to a folder in it, leads there', async () => {
  const cwd = temporaryFolder();
  const target = repository({ ...APPS, 'apps/web.yaml': release('web', dependsOn('database')) });
  symlinkSync(target, join(cwd, 'fleet'));
  symlinkSync(join(target, 'apps'), join(cwd, 'apps'));
  expect(await rulesOf(cwd, 'fleet')).toEqual(['missing-dependency']);
  expect(await rulesOf(cwd, 'apps')).toEqual(['unresolved']);
});

test('symbolic links in a repository are left out, as Flux does', async () => {
  const cwd = repository({ ...APPS, 'clusters/one/more.yaml': kustomization('more', './more'), 'more/cache.yaml': release('cache') }); // prettier-ignore
  symlinkSync('../apps/web.yaml', join(cwd, 'more/web.yaml'));
  symlinkSync('../apps', join(cwd, 'more/apps'));
  expect(await rulesOf(cwd)).toEqual([]);
});

test('a kustomization can be called Kustomization, on disk and in a commit', async () => {
  const { 'apps/kustomization.yaml': text, ...files } = APPS;
  const unlisted = release('web', dependsOn('database'));
  const cwd = repository({ ...files, 'apps/Kustomization': text, 'apps/unlisted.yaml': unlisted });
  expect(await rulesOf(cwd)).toEqual([]);
  expect(await rulesOf(cwd, 'main')).toEqual([]);
});
