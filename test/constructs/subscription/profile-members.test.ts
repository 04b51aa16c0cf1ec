/**
 * Subscriptions to profiles in git, as objects.
 */
import {
  Catalog,
  type CatalogEntry,
  Cluster,
  Fleet,
  type FleetDelivery,
  Profile,
  type ProfileArtifact,
} from 'cdk8s-profiles';
import { edgesIn, objectsOf, problemsOf, releaseOf, waitsOf } from '../emitted';
import { temporaryFolder } from '../temporary-folder';

const DELIVERY: FleetDelivery = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' };
const URL = 'https://git.example.com/profiles';

const CRDS: ProfileArtifact = { name: 'crds', kustomize: { path: './crds/' } };
const CACHE: ProfileArtifact = {
  name: 'cache',
  chart: {
    url: 'https://charts.example.com',
    name: 'redis',
    version: '14.6.1',
    defaultValues: 'replicas: 1\nmode: small\n',
  },
};
const SERVER: ProfileArtifact = { name: 'server', chart: { path: 'charts/server' } };

const dependsOn = (...names: readonly string[]) => ({ dependsOn: names.map(name => ({ name })) });
const nested = (name: string, artifacts: readonly ProfileArtifact[], commit = 'c1'): ProfileArtifact => ({
  name,
  profile: { source: { url: URL, tag: `${name}/v1.0.0` }, commit, artifacts },
});

let production: Cluster;
let fleet: Fleet;
let count = 0;

beforeEach(() => {
  fleet = new Fleet({ outdir: temporaryFolder(), delivery: DELIVERY });
  production = new Cluster(fleet, 'production');
});

/** A catalog with one profile, in folder `web`. */
function catalogOf(
  artifacts: readonly ProfileArtifact[] | undefined,
  more: Partial<CatalogEntry> = {},
  commit = 'c0',
): Catalog {
  const origin = { kind: 'git', url: URL, tag: 'web/v1.0.0', folder: 'web', commit, artifacts } as const;
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  const entry: CatalogEntry = { name: 'web', version: 'v1.0.0', origin, ...nothing, ...more };
  return new Catalog(fleet, `catalog-${count++}`, { entries: [entry], repository: '' });
}

const subscribe = (artifacts: readonly ProfileArtifact[], options: object = {}, commit = 'c0', cluster = production) =>
  cluster.subscribe('web', { catalog: catalogOf(artifacts, {}, commit), ...options });
const namesOf = (cluster: Cluster) => objectsOf(cluster, 'HelmRelease').map(({ metadata }) => metadata.name);
const innerOf = (name: string, cluster = production) =>
  (releaseOf(cluster, name).spec.values as { spec: Record<string, unknown> }).spec;
const wordsOf = (action: () => unknown) =>
  problemsOf(action).map(problem =>
    problem.kind === 'invalid-props'
      ? `${problem.what}; ${problem.remedy}`
      : problem.kind === 'invalid-value'
        ? `${problem.at}: ${problem.reason}`
        : problem.kind,
  );

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

test('another commit is another source, and changes the revision of all that comes from it, and of nothing else', () => {
  const staging = new Cluster(fleet, 'staging');
  subscribe([CRDS, CACHE, SERVER]);
  subscribe([CRDS, CACHE, SERVER], {}, 'c9', staging);
  const revisions = (cluster: Cluster) =>
    objectsOf(cluster, 'HelmRelease').map(
      ({ metadata }) => `${metadata.name} ${metadata.labels!['cdk8s-profiles/revision']}`,
    );
  const [before, after] = [production, staging].map(revisions);
  expect(after.map((line, i) => line === before[i])).toEqual([true, false, false]);
  expect(after.map(line => line.split(' ')[0])).toEqual(['web-cache', 'web-crds', 'web-server']);
  // a spec that says another commit, so that a dependant sees the new revision on what is still to move
  expect(innerOf('web-crds', staging).sourceRef).not.toEqual(innerOf('web-crds').sourceRef);
});

test('values: the default ones, those of fleet and cluster, of the subscription, of the artifact, the nearest wins', () => {
  const cluster = new Cluster(fleet, 'staging', {
    defaults: { values: { mode: 'cluster', level: 'cluster', replicas: 2 } },
  });
  subscribe(
    [CACHE, SERVER, nested('base', [CACHE])],
    {
      values: { level: 'subscription', replicas: 3 },
      artifactValues: { cache: { replicas: 4 }, 'base/cache': [{ replicas: 5 }, { extra: null }] },
    },
    'c0',
    cluster,
  );
  const values = Object.fromEntries(
    objectsOf(cluster, 'HelmRelease').map(({ metadata, spec }) => [
      metadata.name.replace(/-[0-9a-f]{8}$/, ''),
      spec.values,
    ]),
  );
  expect(values).toEqual({
    'web-cache': { mode: 'cluster', level: 'subscription', replicas: 4 },
    'web-server': { mode: 'cluster', level: 'subscription', replicas: 3 },
    'web-base-cache': { mode: 'cluster', level: 'subscription', replicas: 5, extra: null },
  });
});

test('the default values of a profile come below values from objects too', () => {
  subscribe([CACHE], { valuesFrom: [{ kind: 'ConfigMap', name: 'mine' }], values: { replicas: 3 } });
  const { spec } = releaseOf(production, 'web-cache');
  const [own] = objectsOf(production, 'ConfigMap') as unknown as [
    { metadata: { name: string }; data: Record<string, string> },
  ];
  expect(own.data['values.yaml']).toBe('mode: small\nreplicas: 1\n');
  expect(spec.valuesFrom).toEqual([
    { kind: 'ConfigMap', name: own.metadata.name },
    { kind: 'ConfigMap', name: 'mine' },
  ]);
  expect(spec.values).toEqual({ replicas: 3 });
});

const PARAMETERS: ProfileArtifact = {
  name: 'pods',
  kustomize: {
    path: 'pods',
    parameters: [
      { name: 'replicas', default: 2, targets: [{ kind: 'Deployment', name: 'web', path: '/spec/replicas' }] },
      {
        name: 'image',
        targets: [
          { kind: 'Deployment', group: 'apps', path: '/spec/template/spec/containers/0/image' },
          { kind: 'CronJob', path: '/spec/image' },
        ],
      },
      { name: 'third', targets: [{ kind: 'Deployment', path: '/spec/args/0' }] },
    ],
  },
};

test('parameters of manifests are patches; of two values the nearest wins, and a default holds without any', () => {
  subscribe([PARAMETERS, SERVER], {
    values: { image: 'a', replicas: 1, other: true },
    artifactValues: { pods: { image: 'b', third: 'c' } },
  });
  expect(innerOf('web-pods').patches).toEqual([
    { patch: '[{"op":"add","path":"/spec/replicas","value":1}]', target: { kind: 'Deployment', name: 'web' } },
    {
      patch: '[{"op":"add","path":"/spec/template/spec/containers/0/image","value":"b"}]',
      target: { kind: 'Deployment', group: 'apps' },
    },
    { patch: '[{"op":"add","path":"/spec/image","value":"b"}]', target: { kind: 'CronJob' } },
    { patch: '[{"op":"replace","path":"/spec/args/0","value":"c"}]', target: { kind: 'Deployment' } },
  ]);
  const other = new Cluster(fleet, 'other', { manifestDefaults: { patches: [{ patch: 'x' }] } });
  subscribe([PARAMETERS], {}, 'c0', other);
  expect(innerOf('web-pods', other).patches).toEqual([
    { patch: 'x' },
    { patch: '[{"op":"add","path":"/spec/replicas","value":2}]', target: { kind: 'Deployment', name: 'web' } },
  ]);
});

test('fails for values of what is not there, each with a suggestion', () => {
  subscribe([PARAMETERS, CRDS, nested('base', [CRDS])], {
    values: { replica: 1 },
    artifactValues: { pod: {}, base: {}, pods: { imag: 'x' }, crds: { a: 1 } },
    releaseName: 'web',
  });
  expect(wordsOf(() => production.toJson()).sort()).toEqual([
    'a: artifact "crds" has no such parameter; it has none, so drop the value',
    'artifactValues names "base", which is not an artifact of profile "web"; did you mean "base/crds"?; they are: pods, crds, base/crds',
    'artifactValues names "pod", which is not an artifact of profile "web"; did you mean "pods"?; they are: pods, crds, base/crds',
    'imag: artifact "pods" has no such parameter; did you mean "image"?; they are: replicas, image, third',
    'releaseName is for one chart, and this profile has artifacts; drop it',
    'replica: profile "web" has no such parameter; did you mean "replicas"?; they are: replicas, image, third',
  ]);
});

test('fails for artifactValues of one chart, and for a profile of which the catalog says too little', () => {
  const chart = Profile.fromHelmChart({ repository: 'https://charts.example.com', chart: 'vault', version: '1.0.0' });
  production.subscribe(chart, { artifactValues: { a: {} } });
  production.subscribe('web', { catalog: catalogOf(undefined) });
  expect(problemsOf(() => production.toJson()).map(({ kind, path }) => [kind, path])).toEqual([
    ['invalid-props', 'production/vault'],
    ['git-profile', 'production/web'],
  ]);
});

test('credentials and mirrors are given once for the URL of the repository', () => {
  const cluster = new Cluster(fleet, 'staging', {
    sources: {
      [URL]: {
        secretRef: { name: 'git' },
        mirror: 'ssh://git@mirror.example.com/profiles',
        interval: '1h',
        verify: { provider: 'cosign' },
      },
    },
  });
  subscribe([CRDS], {}, 'c0', cluster);
  expect(wordsOf(() => cluster.toJson())).toEqual([
    'source option "verify" has no effect on Git repository ssh://***@mirror.example.com/profiles; drop it, or set the field that you mean with "patch"',
  ]);
  const other = new Cluster(fleet, 'other', {
    sources: { [URL]: { secretRef: { name: 'git' }, patch: { sparseCheckout: ['web'] } } },
  });
  subscribe([CRDS], {}, 'c0', other);
  expect(objectsOf(other, 'GitRepository')[0].spec).toMatchObject({
    secretRef: { name: 'git' },
    sparseCheckout: ['web'],
  });
});

test('of one repository and commit there is one source for each folder, of the root without a filter', () => {
  const on = (name: string, path?: string): ProfileArtifact => ({
    name,
    profile: { source: { url: URL, branch: 'main', path }, commit: 'c5', artifacts: [CRDS, SERVER] },
  });
  subscribe([on('a', 'a/b'), on('same', './a/b/'), on('root')]);
  expect(
    objectsOf(production, 'GitRepository')
      .map(({ spec }) => [spec.ref, spec.ignore])
      .sort(([, a = ''], [, b = '']) => String(a).length - String(b).length),
  ).toEqual([
    [{ branch: 'main', commit: 'c5' }, undefined],
    [{ branch: 'main', commit: 'c5' }, '/*\n!/a\n/a/*\n!/a/b\n'],
  ]);
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
