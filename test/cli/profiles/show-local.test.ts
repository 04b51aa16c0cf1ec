import { parse } from 'yaml';
import { formatProfileDefinition } from '../../../lib/model/formats/profile-definition';
import type { ProfileArtifact } from '../../../lib/model/profile-artifact';
import { writtenFiles } from '../../deliver/written-files';
import { lockText } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

const RULES: ProfileArtifact = {
  name: 'rules',
  kustomize: {
    path: 'rules',
    parameters: [
      {
        name: 'replicas',
        default: 2,
        description: 'Pods that run',
        targets: [{ kind: 'Deployment', path: '/spec/replicas' }],
      },
    ],
  },
};
const NESTED: ProfileArtifact = {
  name: 'base',
  dependsOn: [{ name: 'rules' }],
  profile: { source: { url: 'https://git.example.com/profiles', branch: 'main', path: 'base' } },
};
const TEXT = formatProfileDefinition({
  name: 'web',
  description: 'Serves pages',
  maintainer: 'platform team',
  prerequisites: ['kubernetes 1.29'],
  layer: 2,
  category: 'Web',
  artifacts: [RULES, NESTED],
});
const FILES = { 'web/profile.yaml': TEXT, 'web/rules/a.yaml': '' };

const show = (files: Record<string, string>, ...argv: string[]) => pctlIn(writtenFiles(files), ['show', ...argv]);

test.each(['./web', './web/profile.yaml', './web/', '.'])('a profile in a working copy, as %s', async path => {
  expect(await show(FILES, path)).toEqual({
    code: 0,
    stdout: `Name:           web
Description:    Serves pages
Maintainers:    platform team
Prerequisites:  kubernetes 1.29
Layer:          2
Category:       Web
Artifacts:      rules  manifests in rules
                base   profile base on branch main of https://git.example.com/profiles, after rules
Parameters:     rules: replicas = 2  Pods that run
`,
    stderr: '',
  });
});

test('as data, and by its name', async () => {
  const { stdout } = await show(FILES, './web', '-o', 'yaml');
  expect(parse(stdout)).toMatchObject({ name: 'web', layer: 2, artifacts: [RULES, NESTED] });
  expect((await show(FILES, './web', '-o', 'name')).stdout).toBe('web\n');
});

test('fails for a folder without a profile, with several, and says what is wrong in one', async () => {
  expect(await show(FILES, './absent')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no profile.yaml in "./absent"'),
  });
  expect(await show({ ...FILES, 'logs/profile.yaml': TEXT }, '.')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there are 2 profiles in "."'),
  });
  const wrong = await show({ 'web/profile.yaml': TEXT.replace('path: rules', 'path: ../rules') }, './web');
  expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('it leads out of its folder') });
  const lacking = await show({ 'web/profile.yaml': TEXT }, './web');
  expect(lacking).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('Serves pages'),
    stderr: expect.stringContaining('there is no folder rules'),
  });
});

test('of a profile in a catalog, the whole tree is shown, with commits and parameters', async () => {
  const nested = {
    ...NESTED.profile!,
    commit: '0123456789abcdef',
    artifacts: [RULES, { name: 'server', chart: { path: 'chart' } }],
  };
  const artifacts = [{ ...NESTED, dependsOn: undefined, profile: nested }];
  const origin = {
    kind: 'git',
    url: 'https://git.example.com/profiles',
    tag: 'web/v1.0.0',
    folder: 'web',
    commit: 'f00',
    artifacts,
  } as const;
  const { stdout, code } = await show(
    { 'catalogs/a.lock.yaml': lockText('a', { web: { versions: ['1.0.0'], origin } }) },
    'web',
  );
  expect(code).toBe(0);
  expect(stdout)
    .toContain(`Artifacts:      base      profile base on branch main of https://git.example.com/profiles at 0123456789ab
                  rules   manifests in rules
                  server  chart in chart
Parameters:     base/rules: replicas = 2  Pods that run
`);
});

describe('files in a working copy', () => {
  const chart = (name: string) => ({ name, chart: { path: `charts/${name}` } });
  const profile = (...names: string[]) =>
    formatProfileDefinition({ name: 'mesh', description: 'Mesh', prerequisites: [], artifacts: names.map(chart) });
  const files = {
    'mesh/profile.yaml': profile('linkerd2'),
    'mesh/README.md': '# Mesh\n',
    'mesh/charts/linkerd2/Chart.yaml': 'name: linkerd2\n',
    'mesh/charts/linkerd2/values.yaml': 'replicas: 2\n',
    'two/profile.yaml': profile('a', 'b'),
    'two/charts/a/Chart.yaml': '',
    'two/charts/b/Chart.yaml': '',
  };

  test.each([
    ['./mesh', '--values', 'replicas: 2\n'],
    ['./mesh/profile.yaml', '--values', 'replicas: 2\n'],
    ['./mesh/charts/linkerd2', '--values', 'replicas: 2\n'],
    ['./mesh', '--readme', '# Mesh\n'],
  ])('%s %s', async (path, flag, stdout) => {
    expect(await show(files, path, flag)).toEqual({ code: 0, stdout, stderr: '' });
  });

  test.each([
    [
      './two',
      '--values',
      '2 charts are in two: two/charts/a, two/charts/b. Give the folder of one, as in ./two/charts/a',
    ],
    ['./two', '--readme', 'there is no README in two'],
    ['./two/charts/a', '--values', 'there is no values.yaml in ./two/charts/a'],
    ['.', '--values', '2 profiles are in .. Give the folder of one chart, or of one profile'],
    [
      './gone',
      '--readme',
      'neither Chart.yaml nor profile.yaml is in ./gone. Give the folder of one chart, or of one profile',
    ],
  ])('fails for %s %s', async (path, flag, message) => {
    expect(await show(files, path, flag)).toEqual({ code: 1, stdout: '', stderr: `error: ${message}\n` });
  });

  test('fails for versions, and for values of a profile without charts', async () => {
    expect(await show(files, './mesh', '--versions')).toMatchObject({ code: 2 });
    expect((await show(FILES, './web', '--values')).stderr).toBe(
      'error: no chart is in web, so there are no default values\n',
    );
  });
});
