import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatProfileDefinition } from '../../../lib/model/formats/profile-definition';
import { writtenFiles } from '../../deliver/written-files';
import { filesIn } from '../../constructs/temporary-folder';
import { chartText } from '../lint/lint-files';
import { pctlIn } from '../pctl-in';

const HEAD = 'apiVersion: cdk8s-profiles/v1\nkind: LayerModel\n';
const PROFILE = formatProfileDefinition({
  name: 'web',
  prerequisites: [],
  artifacts: [{ name: 'rules', kustomize: { path: 'rules' } }],
});
const FILES = {
  'catalogs/layers.yaml': `${HEAD}model: minimal\ndependencies:\n  linkerd2: [cert-manager]\n  flagger: [linkerd2]\n  web: [flagger]\n`,
  'charts/linkerd2/Chart.yaml': chartText('linkerd2', { layer: 'layer-4 # of old' }),
  'charts/flagger/Chart.yaml': chartText('flagger', { layer: '"2"' }).replaceAll('\n', '\r\n'),
  'profiles/web/profile.yaml': PROFILE,
};

test('writes the layers that differ, and nothing the second time', async () => {
  const cwd = writtenFiles(FILES);
  const changes = 'charts/linkerd2/Chart.yaml: layer-4 -> layer-1\nprofiles/web/profile.yaml: no layer -> layer-3\n';
  expect(await pctlIn(cwd, ['layers', 'assign', '--check'])).toEqual({
    code: 1,
    stdout: changes,
    stderr: '2 of 3 files would change\n',
  });
  expect(filesIn(cwd)).toEqual(FILES);
  expect(await pctlIn(cwd, ['layers', 'assign'])).toEqual({
    code: 0,
    stdout: changes,
    stderr: '2 of 3 files are changed\n',
  });
  expect(filesIn(cwd)).toEqual({
    ...FILES,
    'charts/linkerd2/Chart.yaml': FILES['charts/linkerd2/Chart.yaml'].replace('layer-4 #', 'layer-1 #'),
    'profiles/web/profile.yaml': PROFILE.replace(
      '  name: web\n',
      '  name: web\n  annotations:\n    weave.works/layer: layer-3\n',
    ),
  });
  expect(readdirSync(join(cwd, 'charts/linkerd2'))).toEqual(['Chart.yaml']);
  expect(await pctlIn(cwd, ['layers', 'assign', '--check'])).toEqual({
    code: 0,
    stdout: '',
    stderr: '3 files: nothing to change\n',
  });
});

test('the minimal model counts what a profile depends on, not its charts, nor charts that are no profiles', async () => {
  const other = (name: string, more = '') => `apiVersion: v2\nname: ${name}\nversion: 0.0.1\n${more}`;
  const files = {
    'layers.yaml': `${HEAD}model: minimal\ndependencies:\n  kuma: [cert-manager]\n`,
    'charts/cert-manager/Chart.yaml': other('cert-manager'),
    'charts/constructor/Chart.yaml': other('constructor', 'type: library\n'),
    'charts/web/Chart.yaml': other('web', 'annotations: {weave.works/profile: "false"}\n'),
    'kuma/Chart.yaml': chartText('kuma', {}, 'dependencies: [{name: constructor, version: 0.0.1}]\n'),
    'web/profile.yaml': formatProfileDefinition({
      name: 'web',
      prerequisites: [],
      dependsOn: ['kuma'],
      artifacts: [{ name: 'server', chart: { url: 'https://charts.example.com', name: 'vault', version: '1.0.0' } }],
    }),
    'vault/Chart.yaml': chartText('vault', { layer: 'layer-0' }),
  };
  const warning = (name: string) =>
    `warning: charts/${name}/Chart.yaml: no rule of the model gives "${name}" a layer\n`;
  expect(await pctlIn(writtenFiles(files), ['layers', 'assign', '--check', '--layers', 'layers.yaml'])).toEqual({
    code: 1,
    stdout: 'charts/cert-manager/Chart.yaml: no layer -> layer-0\nweb/profile.yaml: no layer -> layer-2\n',
    stderr: `${warning('constructor')}${warning('web')}2 of 6 files would change\n`,
  });
});

test('a layer that cannot be read is replaced, and a chart that is not in the model stays as it is', async () => {
  const cwd = writtenFiles({
    'layers.yaml': `${HEAD}model: allocated\nlayers: {kuma: 20}\n`,
    'kuma/Chart.yaml': chartText('kuma', { layer: 'high' }),
    'kong/Chart.yaml': chartText('kong'),
  });
  expect(await pctlIn(cwd, ['layers', 'assign', 'kuma', 'kong', '--layers', 'layers.yaml'])).toEqual({
    code: 0,
    stdout: 'kuma/Chart.yaml: high -> layer-20\n',
    stderr: 'warning: kong/Chart.yaml: no rule of the model gives "kong" a layer\n1 of 2 files is changed\n',
  });
});

test('fails, and writes the other files, where a value is used elsewhere too', async () => {
  const shared = `${chartText('kuma', { layer: '&layer layer-1' })}  other: *layer\n`;
  const cwd = writtenFiles({
    'layers.yaml': `${HEAD}layers: {kuma: 20, kong: 30}\n`,
    'kuma/Chart.yaml': shared,
    'kong/Chart.yaml': chartText('kong'),
  });
  expect(await pctlIn(cwd, ['layers', 'assign', '.', '--layers', 'layers.yaml', '--quiet'])).toEqual({
    code: 1,
    stdout: 'kong/Chart.yaml: layer-1 -> layer-30\n',
    stderr: 'error: kuma/Chart.yaml cannot be changed for certain. Write "weave.works/layer: layer-20" by hand\n',
  });
  expect(readFileSync(join(cwd, 'kuma/Chart.yaml'), 'utf8')).toBe(shared);
});

test.each([
  [
    'a file of layers that is wrong',
    { 'layers.yaml': `${HEAD}layer: {}\n`, 'Chart.yaml': chartText('kuma') },
    '"layer" of',
  ],
  ['nothing to write to', { 'layers.yaml': `${HEAD}layers: {kuma: 1}\n` }, 'there is no chart or profile in .'],
  [
    'a chart that cannot be used',
    { 'layers.yaml': `${HEAD}layers: {kuma: 1}\n`, 'Chart.yaml': 'a: [' },
    'Chart.yaml cannot be read',
  ],
])('fails for %s', async (_, files, words) => {
  const cwd = writtenFiles(files);
  const { code, stderr } = await pctlIn(cwd, ['layers', 'assign', '.', '--layers', 'layers.yaml']);
  expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
  expect(filesIn(cwd)).toEqual(files);
});
