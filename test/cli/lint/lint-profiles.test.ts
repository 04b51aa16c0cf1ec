import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { formatProfileDefinition } from '../../../lib/model/formats/profile-definition';
import type { ProfileArtifact } from '../../../lib/model/profile-artifact';
import { writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';

const profile = (name: string, ...artifacts: readonly ProfileArtifact[]) =>
  formatProfileDefinition({
    name,
    description: 'A web server',
    maintainer: 'Platform Team',
    prerequisites: [],
    layer: 2,
    category: name,
    artifacts,
  });
const RULES: ProfileArtifact = { name: 'rules', kustomize: { path: 'rules' } };
const SERVER: ProfileArtifact = { name: 'server', chart: { path: 'charts/server' } };
const NESTED: ProfileArtifact = {
  name: 'base',
  profile: { source: { url: 'https://git.example.com/profiles', branch: 'main', path: 'base' } },
};

const lint = (files: Record<string, string>, ...argv: string[]) => pctlIn(writtenFiles(files), ['lint', ...argv]);
const WEB = {
  'web/profile.yaml': profile('web', RULES, SERVER, NESTED),
  'web/rules/a.yaml': '',
  'web/charts/server/Chart.yaml': 'name: server',
};

test('every profile below the folder, a profile by its folder or file, and none of what is inside of one', async () => {
  const files = {
    ...WEB,
    'logs/profile.yaml': profile('logs', NESTED),
    'web/rules/profile.yaml': 'x',
    'node_modules/a/profile.yaml': 'x',
  };
  expect(await lint(files)).toEqual({ code: 0, stdout: '', stderr: '2 files: nothing is wrong\n' });
  expect(await lint(files, 'web')).toMatchObject({ code: 0, stderr: 'web/profile.yaml: nothing is wrong\n' });
  expect(await lint(files, 'web/rules/profile.yaml', '--quiet')).toEqual({
    code: 1,
    stdout: 'web/rules/profile.yaml:1:1: error: it is text; write a map [invalid-profile]\n',
    stderr: '',
  });
});

test('fails where there is nothing to check', async () => {
  expect(await lint({ 'a.txt': '' }, 'absent')).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'error: there is nothing to check in "absent". Give a file, or a folder that contains charts, profiles, catalogs or layers\n',
  });
});

test('a repository of subscriptions without catalogs is not a mistake, unless a path is given', async () => {
  const files = { 'subscriptions/production/cluster.yaml': 'kind: Cluster\n' };
  expect(await lint(files)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await lint(files, '.')).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing to check in "."') });
});

test('everything that is wrong in a file, by line, and what its folder lacks', async () => {
  const text = profile('web', RULES, SERVER).replace('kind: Pro', 'kinds: Pro');
  const { code, stdout } = await lint({ 'web/profile.yaml': text });
  expect(code).toBe(1);
  expect(stdout.split('\n')[0]).toBe('web/profile.yaml:2:1: error: "kind" is missing; write it [invalid-profile]');
  expect(stdout).toContain('web/profile.yaml:3:8: error: "kinds" is not known here; did you mean "kind"?');
  const lacking = await lint({
    'web/profile.yaml': profile('web', RULES, SERVER),
    'web/charts/server/values.yaml': '',
  });
  expect(lacking).toMatchObject({
    code: 1,
    stdout:
      'web/profile.yaml:1:1: error: artifact "rules": there is no folder rules; add it, or correct "path" [invalid-profile]\n' +
      'web/profile.yaml:1:1: error: artifact "server": there is no file charts/server/Chart.yaml; add it, or correct "path" [invalid-profile]\n',
  });
});

test('a kustomization must not leave the folder of the profile, directly or through another one', async () => {
  const files = {
    'web/profile.yaml': profile('web', RULES),
    'web/rules/kustomization.yaml':
      'resources: [a.yaml, ../base, https://example.com/x.yaml]\npatches: [{path: ../../shared/p.yaml}]',
    'web/base/kustomization.yaml': 'resources:\n  - ../../common\n  - ../rules\n',
  };
  const start = 'web/profile.yaml:1:1: error: artifact "rules": rules refers to';
  const end = 'which is outside of the profile; move it into the folder of the profile [invalid-profile]\n';
  expect((await lint(files)).stdout).toBe(`${start} ../../common, ${end}${start} ../../shared/p.yaml, ${end}`);
});

test('a symbolic link is not followed', async () => {
  const cwd = writtenFiles({ 'web/profile.yaml': profile('web', RULES), 'shared/rules/a.yaml': '' });
  symlinkSync('../shared/rules', join(cwd, 'web/rules'));
  mkdirSync(join(cwd, 'empty'));
  expect(await pctlIn(cwd, ['lint', 'web'])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('rules is a symbolic link, which Flux does not follow'),
  });
});
