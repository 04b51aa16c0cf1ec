/**
 * Which files of a repository count: those that Flux gets.
 */
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../constructs/temporary-folder';
import { repository } from '../cli/diff/repository';
import { pctlIn } from '../cli/pctl-in';
import { dependsOn, kustomization, object, release, rulesIn } from './verified';

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
    'apps/secret.yaml:1:1: error: not readable: it is not text in UTF-8 (line 1); correct the file [build-failed]\n',
  );
  writeFileSync(join(cwd, 'apps/secret.yaml'), 'not found\n');
  expect((await pctlIn(cwd, ['verify'])).stdout).toBe(
    'apps/secret.yaml:1:1: error: a document is text; correct the file [build-failed]\n',
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

/** Applies all files in the folder, so that those in `tests` are duplicates. */
const ALL = {
  'clusters/one/apps.yaml': APPS['clusters/one/apps.yaml'],
  'apps/web.yaml': release('web'),
  'apps/tests/web.yaml': release('web'),
};

test.each([
  ['apps/tests/', '.sourceignore', []],
  ['# local\r\n/tests\r\n', 'apps/.sourceignore', []],
  ['*.md\n!*.yaml\n', '.sourceignore', ['duplicate-object']],
  ['/*\n!/clusters\n!/apps/*.yaml', '.sourceignore', []],
  ['Tests/\n', '.sourceignore', ['duplicate-object']],
])('%j in %s leaves out what Flux leaves out', async (patterns, file, rules) => {
  const cwd = repository({ ...ALL, [file]: patterns });
  expect(await rulesOf(cwd)).toEqual(rules);
  expect(await rulesOf(cwd, 'main')).toEqual(rules);
});

test('files that Git ignores are left out, unless one of their folders is given', async () => {
  const cwd = repository({
    ...ALL,
    'apps/tests/web.yaml': release('web', dependsOn('none')),
    '.gitignore': 'tests/\n',
  });
  expect(await rulesOf(cwd)).toEqual([]);
  expect(await rulesOf(cwd, 'apps/tests')).toEqual(['unresolved']);
});

test.each([
  ['', ['duplicate-object']],
  ['  ignore: |\n    /apps/tests\n', []],
])('spec.ignore of the source is used: %j', async (line, rules) => {
  const source = `---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: flux-system, namespace: flux-system}\nspec:\n  interval: 1h\n  url: https://example.com/fleet\n${line}`;
  expect(await rulesOf(repository({ ...ALL, 'clusters/one/source.yaml': source }))).toEqual(rules);
});

test('a folder that contains no manifests is applied, and one without files is not there', async () => {
  const cwd = repository({ ...APPS, 'clusters/one/more.yaml': kustomization('more', './more'), 'more/.gitkeep': '' });
  expect(await rulesOf(cwd)).toEqual([]);
  expect(await rulesOf(cwd, 'main')).toEqual([]);
  rmSync(join(cwd, 'more/.gitkeep'));
  expect(await rulesOf(cwd)).toEqual(['build-failed']);
});

test('what is in a submodule that is not checked out is not known', async () => {
  const cwd = repository({
    ...APPS,
    'clusters/one/more.yaml': kustomization('more', './vendor/more/deploy'),
    'apps/kustomization.yaml': 'resources: [web.yaml, ../vendor/more/base, ../vendor/more-else]\n',
    '.gitmodules': '[submodule "more"]\n\tpath = vendor/more\n\turl = https://example.com/more\n',
  });
  expect(await rulesOf(cwd)).toEqual(['build-failed', 'unresolved', 'unresolved']);
  expect(await rulesOf(cwd, 'main')).toEqual(['build-failed', 'unresolved', 'unresolved']);
});

test('without a path, the whole repository is checked, from any of its folders', async () => {
  const cwd = repository({ ...APPS, 'apps/web.yaml': release('web', dependsOn('database')) });
  expect(await rulesOf(join(cwd, 'apps'))).toEqual(['missing-dependency']);
  expect(await rulesOf(join(cwd, 'apps'), 'main')).toEqual(['missing-dependency']);
  expect(await rulesOf(join(cwd, 'apps'), '.')).toEqual(['unresolved']);
});

test('a chart in the repository installs the CRDs of its dependencies', async () => {
  const chart = (name: string) => `name: platform\nversion: 1.0.0\ndependencies: [{name: ${name}, version: 1.x.x}]\n`;
  const files = { ...APPS, 'apps/web.yaml': object('cert-manager.io/v1', 'Issuer', 'web') };
  expect(await rulesOf(repository({ ...files, 'charts/platform/Chart.yaml': chart('cert-manager') }))).toEqual([]);
  expect(await rulesOf(repository({ ...files, 'charts/platform/Chart.yaml': chart('loki') }))).toEqual(['crd-missing']);
});
