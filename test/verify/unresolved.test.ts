/**
 * What was not read does not make a finding; it is reported itself.
 */
import { spawnSync } from 'node:child_process';
import { writtenFiles } from '../deliver/written-files';
import { repository } from '../cli/diff/repository';
import { pctlIn } from '../cli/pctl-in';
import { dependsOn, kustomization, object, release, rulesIn, verified } from './verified';

const APPS = kustomization('apps', './apps');

test.each([
  ['a remote base', { 'clusters/one/apps.yaml': APPS, 'apps/kustomization.yaml': 'resources: [web.yaml, "https://example.com/all.yaml"]\n' }],
  ['a source of another repository', { 'clusters/one/apps.yaml': APPS, 'clusters/one/more.yaml': kustomization('more', './none').replace('name: flux-system}\n', 'name: other}\n') }],
  ['a template of Flux Operator', { 'clusters/one/apps.yaml': APPS, 'clusters/one/set.yaml': `${object('fluxcd.controlplane.io/v1', 'ResourceSet', 'all')}spec: {resourcesTemplate: "<< inputs.name >>"}\n` }],
  ['a folder whose name only a Secret says', { 'clusters/one/apps.yaml': APPS, 'clusters/one/all.yaml': kustomization('all', './all', 'postBuild: {substituteFrom: [{kind: Secret, name: vars}]}'), 'all/web.yaml': kustomization('web', './web/${CLUSTER}'), 'web/one/web.yaml': release('cache') }],
  ['an artifact that nothing generates', { 'clusters/one/apps.yaml': APPS, 'clusters/one/more.yaml': kustomization('more', './none').replace('GitRepository, name: flux-system', 'ExternalArtifact, name: more') }],
])('a dependency may be in %s', async (_, files) => {
  const all = { 'apps/web.yaml': release('web', dependsOn('database')), ...files };
  expect(rulesIn(await verified(all, true))).toEqual(['unresolved']);
}); // prettier-ignore

test.each(['apps/web.yaml', 'apps', 'overlays/one', 'overlays/base'])(
  '%s is only a part of what is on its cluster',
  async part => {
    const overlays = { 'overlays/one/kustomization.yaml': 'resources: [../base]\n', 'overlays/base/kustomization.yaml': 'resources: [web.yaml]\n' }; // prettier-ignore
    const web = release('web', dependsOn('database'));
    const cwd = repository(part.startsWith('apps') ? { 'apps/web.yaml': web } : { ...overlays, 'overlays/base/web.yaml': web }); // prettier-ignore
    expect(rulesIn((await pctlIn(cwd, ['verify', part])).stdout.trim().split('\n'))).toEqual(['unresolved']);
    expect(rulesIn((await pctlIn(cwd, ['verify'])).stdout.trim().split('\n'))).toEqual(['missing-dependency']);
  },
);

test('a Kustomization of another source, without a path, does not apply this repository', async () => {
  const source = `${object('source.toolkit.fluxcd.io/v1', 'GitRepository', 'team')}spec: {interval: 1h, url: "https://example.com/team"}\n`.replace('apps', 'flux-system'); // prettier-ignore
  const team = kustomization('team', '.').replace('name: flux-system}\n', 'name: team}\n');
  const files = { 'clusters/one/apps.yaml': APPS, 'apps/web.yaml': release('web'), 'tenants/team.yaml': source + team, 'clusters/one/tenants.yaml': kustomization('tenants', './tenants') }; // prettier-ignore
  expect(rulesIn(await verified(files, true))).toEqual(['unresolved']);
});

test('a name with a variable that is not known may be any name', async () => {
  const files = {
    'clusters/one/apps.yaml': `${APPS}  postBuild: {substituteFrom: [{kind: Secret, name: vars}]}\n`,
    'apps/web.yaml': release('web', 'dependsOn: [{name: "database-${RING}"}]', 'interval: "${INTERVAL}"').replace('  interval: 1h\n', ''), // prettier-ignore
  };
  expect(await verified(files, true)).toEqual([]);
});

test('an object with a variable that is not known may be what another depends on', async () => {
  const vars = `${APPS}  postBuild: {substituteFrom: [{kind: Secret, name: vars}]}\n`;
  const rules = async (dependency: string) => {
    const text = release('web', dependsOn(dependency)) + release('"a.${RING}-db"').replace('namespace: apps', 'namespace: "${NS:=apps}"'); // prettier-ignore
    return rulesIn(await verified({ 'clusters/one/apps.yaml': vars, 'apps/web.yaml': text }, true));
  };
  expect(await rules('a.prod-db')).toEqual([]);
  for (const name of ['a-prod-db', 'a.prod-database', 'constructor']) expect(await rules(name)).toEqual(['missing-dependency']); // prettier-ignore
});

test('a ConfigMap that is generated from files may set any variable', async () => {
  const generated = (more: string) => verified({
    'clusters/one/kustomization.yaml': `resources: [apps.yaml]\nconfigMapGenerator: [{name: vars, namespace: flux-system, options: {disableNameSuffixHash: true}, literals: [A=b]${more}}]\n`,
    'clusters/one/apps.yaml': `${APPS}  postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}\n`,
    'apps/web.yaml': release('web', 'dependsOn: [{name: "database${RING}"}]'),
  });
  expect(rulesIn(await generated(''))).toEqual(['missing-dependency']);
  for (const more of [', envs: [a.env]', ', env: a.env', ', files: [a.txt]']) expect(await generated(more)).toEqual([]);
}); // prettier-ignore

test('a ResourceSet with its own inputs creates objects', async () => {
  const set = `${object('fluxcd.controlplane.io/v1', 'ResourceSet', 'all')}spec:\n  inputs: [{name: database}, {name: cache}]\n  resources:\n    - {apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: "<< inputs.name >>"}, spec: {interval: 1h}}\n`;
  const web = (name: string) => ({ 'clusters/one/all.yaml': set + APPS, 'apps/web.yaml': release('web', dependsOn(name)) }); // prettier-ignore
  expect(await verified(web('cache'), true)).toEqual([]);
  expect(rulesIn(await verified(web('queue'), true))).toEqual(['missing-dependency']);
});

const KUSTOMIZE = ['kustomize', 'kubectl'].find(command => spawnSync(command, ['version', '--client']).error === undefined); // prettier-ignore

test('what only kustomize can build is built by it if it is installed, otherwise reported', async () => {
  const cwd = writtenFiles({
    'clusters/one/apps.yaml': APPS,
    'apps/kustomization.yaml': 'resources: [web.yaml]\ncomponents: [../name]\n',
    'name/kustomization.yaml': 'kind: Component\nreplacements:\n  - source: {kind: HelmRelease, name: web, fieldPath: spec.releaseName}\n    targets: [{select: {kind: HelmRelease}, fieldPaths: [spec.dependsOn.0.name]}]\n', // prettier-ignore
    'apps/web.yaml': release('web', dependsOn('set-below'), 'releaseName: database'),
  });
  const without = await pctlIn(cwd, ['verify'], { PATH: '/none' });
  expect(without.stdout).toContain('apps/kustomization.yaml uses "replacements", and neither kustomize nor kubectl is installed [unresolved]'); // prettier-ignore
  if (KUSTOMIZE === undefined) return;
  const { stdout } = await pctlIn(cwd, ['verify'], { PATH: process.env.PATH! });
  expect(stdout).toMatch(/^apps\/web\.yaml:8:22: error: HelmRelease apps\/web depends on HelmRelease apps\/database, which does not exist/); // prettier-ignore
});

test('what one cluster includes is not reported for another, nor does it hide mistakes there', async () => {
  const base = { 'base/kustomization.yaml': 'resources: [web.yaml, "https://example.com/all.yaml", none.yaml]\n', 'base/web.yaml': release('web') }; // prettier-ignore
  const cwd = writtenFiles({
    ...base,
    'clusters/a/apps.yaml': kustomization('apps', './infra'),
    'clusters/b/apps.yaml': APPS,
    'clusters/c/apps.yaml': kustomization('apps', './base'),
    'infra/kustomization.yaml': 'resources: [../base]\n',
    'apps/shop.yaml': release('shop', dependsOn('database')),
  });
  const found = ['a', 'b', 'c'].map(name => pctlIn(cwd, ['verify', '--cluster', `clusters/${name}`]));
  const rules = (await Promise.all(found)).map(({ stdout }) => rulesIn(stdout.trim().split('\n')));
  const both = ['build-failed', 'unresolved'];
  expect(rules).toEqual([both, ['missing-dependency'], both]);
});

test('files that do not exist, and files that are not YAML, are found where they are listed', async () => {
  const files = { 'clusters/one/apps.yaml': APPS, 'apps/kustomization.yaml': 'resources:\n  - none.yaml\n  - bad.yaml\n', 'apps/bad.yaml': 'a: [\n' }; // prettier-ignore
  expect(await verified(files)).toEqual([
    'apps/bad.yaml:2:1: error: not readable as YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; correct the file [build-failed]',
    'apps/kustomization.yaml:2:5: error: "none.yaml" does not exist; correct the path, or add what is missing [build-failed]',
  ]);
});
