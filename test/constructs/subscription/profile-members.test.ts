/**
 * Subscriptions to profiles in git, as objects.
 */
import { ApiObject } from 'cdk8s';
import { Cluster, Fleet, Profile } from 'cdk8s-profiles';
import { edgesIn, objectsOf, problemsOf, releaseOf, waitsOf } from '../emitted';
import { temporaryFolder } from '../temporary-folder';
import {
  URL,
  CRDS,
  CACHE,
  SERVER,
  dependsOn,
  nested,
  production,
  fleet,
  catalogOf,
  subscribe,
  namesOf,
  innerOf,
} from './profile-of-artifacts';

test('each artifact is a release: of a repository, of the folder of the profile, or around a Kustomization', () => {
  const { releases } = subscribe([CRDS, CACHE, SERVER]);
  expect(releases.map(({ name }) => name)).toEqual(['web-crds', 'web-cache', 'web-server']);
  const [git] = objectsOf(production, 'GitRepository');
  expect(git.metadata.name).toMatch(/^git-example-com-profiles-[0-9a-f]{8}$/);
  expect(git.spec).toEqual({
    url: URL,
    interval: '10m',
    ref: { tag: 'web/v1.0.0', commit: 'c0' },
    ignore: '/*\n!/web\n',
  });
  expect(releaseOf(production, 'web-cache').spec).toMatchObject({
    chart: { spec: { chart: 'redis', version: '14.6.1', sourceRef: { kind: 'HelmRepository' } } },
    releaseName: 'web-cache',
    targetNamespace: 'web',
  });
  const sourceRef = { kind: 'GitRepository', name: git.metadata.name };
  expect(releaseOf(production, 'web-server').spec.chart).toEqual({
    spec: { chart: './web/charts/server', reconcileStrategy: 'Revision', sourceRef },
  });
  // its author can move it: nothing is uninstalled for that
  expect(releaseOf(production, 'web-server').spec.upgrade).toMatchObject({ chartNameChangeStrategy: 'InPlaceUpdate' });
  expect(releaseOf(production, 'web-cache').spec.upgrade).not.toHaveProperty('chartNameChangeStrategy');
  expect(innerOf('web-crds')).toMatchObject({ path: './web/crds', targetNamespace: 'web', sourceRef, wait: true });
  expect(releaseOf(production, 'web-crds').metadata.annotations).toMatchObject({
    'cdk8s-profiles/profile': 'web',
    'cdk8s-profiles/version': 'v1.0.0',
    'cdk8s-profiles/artifact': 'crds',
    'cdk8s-profiles/contents': 'kustomization',
  });
  expect(objectsOf(production, 'Namespace')).toEqual([
    expect.objectContaining({
      metadata: {
        name: 'web',
        labels: { 'app.kubernetes.io/managed-by': 'cdk8s-profiles' },
        annotations: {
          'kustomize.toolkit.fluxcd.io/prune': 'disabled',
          'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent',
        },
      },
    }),
  ]);
});

test('a namespace that the program writes itself is not written again', () => {
  new ApiObject(production, 'web', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'web', labels: { a: 'b' } },
  });
  subscribe([CRDS]);
  expect(problemsOf(() => fleet.synthYaml())).toEqual([]);
  expect(objectsOf(production, 'Namespace').map(({ metadata }) => metadata.labels)).toEqual([{ a: 'b' }]);
});

test('three leaves named alike under one nested profile get three names, which nothing that is added changes', () => {
  const leaf = { name: 'nginx-server', chart: { path: 'nginx/chart' } };
  const inner = [nested('nested-profile2', [leaf], 'b'), nested('nested-profile3', [leaf], 'b'), leaf];
  subscribe([nested('nested-nginx', inner)]);
  const names = namesOf(production);
  expect(names).toEqual([
    expect.stringMatching(/^web-nested-nginx-nested-profile2-nginx-serve-[0-9a-f]{8}$/),
    expect.stringMatching(/^web-nested-nginx-nested-profile3-nginx-serve-[0-9a-f]{8}$/),
    expect.stringMatching(/^web-nested-nginx-nginx-server-[0-9a-f]{8}$/),
  ]);
  expect(Math.max(...names.map(({ length }) => length))).toBeLessThanOrEqual(53);
  const staging = new Cluster(fleet, 'staging');
  subscribe([CRDS, { ...nested('nested-nginx', [...inner, CACHE]), ...dependsOn('crds') }, SERVER], {}, 'c0', staging);
  expect(namesOf(staging)).toEqual(expect.arrayContaining(names));
});

test('two installations in one namespace have names of their own, one after the other too', () => {
  const catalog = catalogOf([CACHE, nested('base', [CACHE])]);
  production.subscribe('web', { catalog });
  production.subscribe('web', { catalog, id: 'web-2' });
  const names = objectsOf(production, 'HelmRelease').map(
    ({ metadata, spec }) => `${metadata.name} ${spec.releaseName}`,
  );
  expect(new Set(names).size).toBe(4);
  expect(names.filter(name => /^web-cache |^web-2-cache /.test(name))).toHaveLength(2);
});

test('artifacts wait for each other, for all of a nested profile, and all of a nested profile waits', () => {
  const base = { ...nested('base', [CACHE, { ...SERVER, ...dependsOn('cache') }]), ...dependsOn('crds') };
  subscribe([{ ...SERVER, ...dependsOn('base') }, base, CRDS]);
  const short = waitsOf(production).map(wait => wait.replace(/-[0-9a-f]{8}/g, ''));
  const waits = [
    'web-base-cache -> web-crds',
    'web-base-server -> web-base-cache',
    'web-base-server -> web-crds',
    'web-server -> web-base-cache',
    'web-server -> web-base-server',
  ];
  expect(short.sort()).toEqual(waits);
  expect(
    edgesIn(production)
      .map(edge => edge.replace(/-[0-9a-f]{8}/g, ''))
      .sort(),
  ).toEqual(waits);
});

test('what waits for the subscription waits for all of it, by name and by layer; all of it waits', () => {
  const chart = (name: string) =>
    Profile.fromHelmChart({ repository: 'https://charts.example.com', chart: name, version: '1.0.0' });
  const vault = production.subscribe(chart('vault'), { layer: 0 });
  const web = subscribe([CRDS, CACHE], { layer: 1 });
  production.subscribe(chart('app'), { dependsOn: [web] });
  production.subscribe(chart('shop'), { layer: 2 });
  const flagger = production.subscribe(chart('flagger'), { layer: 1 });
  web.addDependency(flagger);
  expect(flagger.node.path).toBe('production/flagger');
  const waits = waitsOf(production);
  for (const name of ['web-crds', 'web-cache']) {
    expect(waits).toEqual(
      expect.arrayContaining([`app -> ${name}`, `shop -> ${name}`, `${name} -> vault`, `${name} -> flagger`]),
    );
  }
  expect(vault.layer).toBe(0);
  expect(web.layer).toBe(1);
});

test('in another cluster, all names begin with that of the cluster, and no namespace is written', () => {
  const remote = { kubeConfig: { secretRef: { name: 'admin' } }, targetNamespace: 'apps' };
  const cluster = new Cluster(fleet, 'a-cluster-with-a-name-of-its-own', { existingNamespaces: ['apps'] });
  subscribe([CRDS, { ...SERVER, name: 'a-server-with-a-name-of-its-own-too' }], remote, 'c0', cluster);
  expect(namesOf(cluster)).toEqual([
    expect.stringMatching(/^a-cluster-with-a-name-of-its-own-web-a-server-with-a-n-[0-9a-f]{8}$/),
    'a-cluster-with-a-name-of-its-own-web-crds',
  ]);
  expect(objectsOf(cluster, 'Namespace')).toEqual([]);
  expect(innerOf('a-cluster-with-a-name-of-its-own-web-crds', cluster)).toMatchObject({
    kubeConfig: remote.kubeConfig,
  });
});

test('a profile of 1,000 artifacts becomes 1,000 releases in seconds', () => {
  const artifacts = Array.from({ length: 1000 }, (_, i) => ({
    ...SERVER,
    name: `a-${i}`,
    ...(i > 0 && dependsOn(`a-${i - 1}`)),
  }));
  const start = Date.now();
  subscribe(artifacts);
  expect(namesOf(production)).toHaveLength(1000);
  expect(Date.now() - start).toBeLessThan(20_000);
});

test('without a delivery, a profile with manifests is a problem, and one of charts is not', () => {
  const stock = new Fleet({ outdir: temporaryFolder() });
  const cluster = new Cluster(stock, 'production');
  cluster.subscribe('web', { catalog: catalogOf([CACHE, SERVER]) });
  expect(namesOf(cluster)).toEqual(['web-cache', 'web-server']);
  const other = new Cluster(stock, 'other');
  other.subscribe('web', { catalog: catalogOf([CACHE, CRDS]) });
  expect(problemsOf(() => other.toJson()).map(({ path }) => path)).toEqual(['other/web/crds']);
});
