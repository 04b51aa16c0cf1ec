/**
 * Clusters of repositories in the layouts that people have.
 */
import type { AppliedCluster } from '../../../lib/model/applied-cluster';
import { readClusters } from '../../../lib/deliver/repository/read-clusters';
import { repository } from '../../cli/diff/repository';
import { kustomization, object, release } from '../../verify/verified';
import { writtenFiles } from '../written-files';

type Files = Readonly<Record<string, string>>;

/** The clusters of `files`, with what is applied to each: `HelmRelease apps/web`. */
function clustersOf(files: Files): Record<string, string[]> {
  return described(readClusters({ folder: '.', cwd: writtenFiles(files), env: process.env }).clusters);
}

function described(clusters: readonly AppliedCluster[]): Record<string, string[]> {
  const names = ({ objects }: AppliedCluster) => objects.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).sort(); // prettier-ignore
  return Object.fromEntries(clusters.map(cluster => [cluster.name, names(cluster)]));
}

const BOTH = { production: ['HelmRelease shop/web', 'Kustomization flux-system/apps'], staging: ['HelmRelease shop/web', 'Kustomization flux-system/apps'] }; // prettier-ignore
const APPS = {
  'apps/base/kustomization.yaml': 'namespace: shop\nresources: [web.yaml]\n',
  'apps/base/web.yaml': release('web'),
  'apps/production/kustomization.yaml': 'resources: [../base]\n',
  'apps/staging/kustomization.yaml': 'resources: [../base]\n',
};

test('each folder with Kustomizations that nothing applies is a cluster', () => {
  const files = { ...APPS, 'clusters/production/apps.yaml': kustomization('apps', './apps/production'), 'clusters/staging/apps.yaml': kustomization('apps', './apps/staging') }; // prettier-ignore
  expect(clustersOf(files)).toEqual({ 'clusters/production': BOTH.production, 'clusters/staging': BOTH.staging });
});

test('the folder of flux bootstrap is a cluster, and its Kustomization applies everything', () => {
  const files = {
    ...APPS,
    'fleet/eu/flux-system/gotk-sync.yaml': kustomization('flux-system', './fleet/eu'),
    'fleet/eu/apps/apps.yaml': kustomization('apps', './apps/production'),
  };
  const { clusters } = readClusters({ folder: '.', cwd: writtenFiles(files), env: process.env });
  expect(Object.keys(described(clusters))).toEqual(['fleet/eu']);
  const chains = clusters[0].objects.map(({ name, parent }) => [name, parent?.name, parent?.parent?.name]);
  expect(chains).toEqual([['flux-system', undefined, undefined], ['apps', 'flux-system', undefined], ['web', 'apps', 'flux-system']]); // prettier-ignore
});

test('a FluxInstance names the folder, also in the values of its chart', () => {
  const instance = (indent: string) => ['sync:', '  kind: GitRepository', '  path: kubernetes/flux/entry'].map(line => `${indent}${line}\n`).join(''); // prettier-ignore
  const texts = [
    `---\napiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: {name: flux, namespace: flux-system}\nspec:\n${instance('  ')}`,
    `${release('flux-instance')}  values:\n    instance:\n${instance('      ')}`,
    `instance:\n${instance('  ')}`,
  ];
  for (const text of texts) {
    const files = {
      'kubernetes/flux/entry/ks.yaml': kustomization('apps', './kubernetes/apps'),
      'kubernetes/apps/kustomization.yaml': 'resources: [web.yaml]\n',
      'kubernetes/apps/web.yaml': release('web'),
      'kubernetes/apps/instance.yaml': text,
      'kubernetes/unused/ks.yaml': kustomization('unused', './kubernetes/apps'),
    };
    expect(Object.keys(clustersOf(files))).toEqual(['kubernetes/flux/entry']);
  }
});

test('paths begin at the folder that is published as an artifact', () => {
  const files = Object.entries({ ...APPS, 'clusters/one/apps.yaml': kustomization('apps', './apps/production').replace('GitRepository', 'OCIRepository') }); // prettier-ignore
  expect(clustersOf(Object.fromEntries(files.map(([path, text]) => [`kubernetes/${path}`, text])))).toEqual({ 'clusters/one': BOTH.production }); // prettier-ignore
});

test('an ArtifactGenerator gives artifacts with other paths', () => {
  const generator = `---\napiVersion: source.extensions.fluxcd.io/v1beta1\nkind: ArtifactGenerator\nmetadata: {name: fleet, namespace: flux-system}\nspec:\n  artifacts:\n    - name: apps\n      copy:\n        - {from: "@repo/apps/base/**", to: "@artifact/base/"}\n        - {from: "@repo/apps/production/", to: "@artifact/production/"}\n`;
  const apps = kustomization('apps', './production').replace('GitRepository, name: flux-system', 'ExternalArtifact, name: apps'); // prettier-ignore
  const found = clustersOf({ ...APPS, 'clusters/one/a.yaml': apps, 'clusters/one/b.yaml': generator });
  expect(found['clusters/one']).toContain('HelmRelease shop/web');
});

test('a Kustomization adds its namespace, names, patches, components and variables', () => {
  const cwd = writtenFiles({
    'clusters/one/vars.yaml': `${object('v1', 'ConfigMap', 'vars').replace('apps', 'flux-system')}data: {CLUSTER: one, EMPTY: ""}\n`,
    'clusters/one/apps.yaml': kustomization('apps', './apps', 'targetNamespace: team', 'namePrefix: a-', 'components: [../more]', 'postBuild: {substitute: {TAG: "1"}, substituteFrom: [{kind: ConfigMap, name: vars}, {kind: Secret, name: none}]}', 'patches: [{patch: "{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: _}, spec: {suspend: true}}", target: {kind: HelmRelease, name: w.b}}, {patch: "- {op: replace, path: /spec/interval, value: 5m}", target: {kind: HelmRelease}}]'), // prettier-ignore
    'apps/web.yaml': release('web', 'values: {tag: "${TAG}", cluster: "${CLUSTER}", other: "${OTHER:=none}", secret: "${SECRET}", kept: "$${TAG}", empty: "${EMPTY:-x}"}'), // prettier-ignore
    'more/kustomization.yaml': 'kind: Component\nresources: [config.yaml]\n',
    'more/config.yaml': object('v1', 'ConfigMap', 'config'),
  });
  const [{ objects, unresolved }] = readClusters({ folder: '.', cwd, env: process.env }).clusters;
  expect(unresolved).toEqual([]);
  const applied = objects.filter(({ parent }) => parent !== undefined);
  expect(applied.map(({ namespace, name }) => `${namespace}/${name}`).sort()).toEqual(['team/a-config', 'team/a-web']);
  expect(applied.find(({ kind }) => kind === 'HelmRelease')?.object.spec).toMatchObject({
    suspend: true,
    interval: '5m',
    // the Secret may set the variables that are not known
    values: { tag: '1', cluster: 'one', other: '${OTHER:=none}', secret: '${SECRET}', kept: '${TAG}', empty: 'x' },
  });
});

test('a variable without a value is empty if nothing else can set it', () => {
  const cwd = writtenFiles({
    'clusters/one/apps.yaml': kustomization('apps', './apps', 'postBuild: {substitute: {A: "true"}}'),
    'apps/web.yaml': release('web', 'suspend: ${A}', 'values: {b: "x${B}", c: "${C:=d}"}'),
  });
  const [{ objects }] = readClusters({ folder: '.', cwd, env: process.env }).clusters;
  expect(objects.at(-1)?.object.spec).toMatchObject({ suspend: true, values: { b: 'x', c: 'd' } });
});

test('the values of a Secret are decoded, unless they are encrypted', () => {
  const cwd = writtenFiles({
    'clusters/one/secret.yaml': `${object('v1', 'Secret', 'vars').replace('apps', 'flux-system')}data: {A: b25l, B: "ENC[AES256]", C: b25l}\nstringData: {C: dHdv}\n`,
    'clusters/one/apps.yaml': kustomization('apps', './apps', 'postBuild: {substituteFrom: [{kind: Secret, name: vars}]}'), // prettier-ignore
    'apps/web.yaml': release('web', 'values: {a: "x${A}", b: "x${B}", c: "x${C}", d: "x${D}"}'),
  });
  const [{ objects }] = readClusters({ folder: '.', cwd, env: process.env }).clusters;
  expect(objects.at(-1)?.object.spec).toMatchObject({ values: { a: 'xone', b: 'x${B}', c: 'xdHdv', d: 'x${D}' } });
});

test('a commit is read without the files on disk', () => {
  const cwd = repository({ ...APPS, 'clusters/one/apps.yaml': kustomization('apps', './apps/production') });
  const { clusters } = readClusters({ folder: '.', ref: 'main', cwd, env: process.env });
  expect(described(clusters)).toEqual({ 'clusters/one': BOTH.production });
  expect(clusters[0].objects[0].locate('spec', 'path')).toEqual({ file: 'main:clusters/one/apps.yaml', line: 8, column: 9 }); // prettier-ignore
});

test('manifests without any Kustomization are one cluster for each kustomization.yaml that nothing includes', () => {
  expect(clustersOf(APPS)).toEqual({ 'apps/production': ['HelmRelease shop/web'], 'apps/staging': ['HelmRelease shop/web'] }); // prettier-ignore
});
