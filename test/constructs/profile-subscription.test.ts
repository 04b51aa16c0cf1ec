import { Cluster, Fleet, Profile, ProfileSubscription } from 'cdk8s-profiles';
import { Chart } from 'cdk8s';
import { objectsOf, problemsOf, releaseOf, waitsOf } from './emitted';
import { platformCatalog, REPOSITORY } from './platform-catalog';
import { temporaryFolder } from './temporary-folder';

const FLAGGER = Profile.fromHelmChart({ repository: REPOSITORY, chart: 'flagger', version: '1.36.1' });

let fleet: Fleet;
let production: Cluster;

beforeEach(() => {
  fleet = new Fleet();
  production = new Cluster(fleet, 'production', { catalog: platformCatalog(fleet), existingNamespaces: ['team-a'] });
});

test('a profile by name is resolved in the catalog of the cluster, and written with its exact version', () => {
  production.subscribe('linkerd2', { version: '~0.0.15' });
  expect(releaseOf(production, 'linkerd2').spec.chart?.spec).toMatchObject({ chart: 'linkerd2', version: '0.0.16' });
});

test('its own catalog takes precedence over that of the cluster', () => {
  const entries = [{ name: 'linkerd2', chart: 'linkerd', version: '9.0.0' }];
  const catalog = { catalogName: 'other', profile: () => profile, tryProfile: () => profile };
  const profile = { ...FLAGGER, artifact: { repository: REPOSITORY, ...entries[0] }, catalogName: 'other' };
  production.subscribe('linkerd2', { catalog });
  expect(releaseOf(production, 'linkerd2').spec.chart?.spec).toMatchObject({ chart: 'linkerd', version: '9.0.0' });
});

test.each([
  ['that of the profile', {}, 2],
  ['one that replaces it', { layer: 0 }, 0],
  ['as high as you like', { layer: 10 }, 10],
])('the layer is %s', (_, options, layer) => {
  expect(production.subscribe('flagger', options).layer).toBe(layer);
  const { metadata } = releaseOf(production, 'flagger');
  expect(metadata.labels).toMatchObject({ 'weave.works/applied-layer': `layer-${layer}` });
});

test('a profile that a program changes between two subscriptions is installed from the repository of the moment', () => {
  const artifact = { ...FLAGGER.artifact!, repository: 'https://one.example.com' };
  production.subscribe({ ...FLAGGER, artifact }, { id: 'one' });
  artifact.repository = 'https://two.example.com';
  production.subscribe({ ...FLAGGER, artifact }, { id: 'two' });
  const urls = objectsOf(production, 'HelmRepository').map(({ spec }) => spec.url);
  expect(urls).toEqual(['https://one.example.com', 'https://two.example.com']);
});

test('a profile without a layer can be given one', () => {
  ['linkerd2', 'cert-manager'].forEach(profile => production.subscribe(profile));
  production.subscribe('jaeger', { layer: 1 });
  expect(waitsOf(production)).toEqual(['jaeger -> cert-manager', 'linkerd2 -> cert-manager']);
});

test('values reach the chart unchanged, including null', () => {
  const values = { meshProvider: 'linkerd', resources: null, list: [null, {}], nested: { empty: {} } };
  production.subscribe('flagger', { values });
  expect(releaseOf(production, 'flagger').spec.values).toEqual(values);
});

test('names in dependsOn are annotated, and those that come from layers are not', () => {
  const [vault, cert] = ['vault', 'cert-manager'].map(profile => production.subscribe(profile, { layer: 0 }));
  production.subscribe('linkerd2');
  production.subscribe('flagger', { dependsOn: [vault, cert] });
  const annotation = 'cdk8s-profiles/depends-on';
  expect(releaseOf(production, 'flagger').metadata.annotations?.[annotation]).toBe('cert-manager,vault');
  expect(releaseOf(production, 'linkerd2').metadata.annotations).not.toHaveProperty(annotation);
});

test.each([
  [{}, '*'],
  [{ version: 'latest' }, '*'],
  [{ version: '~0.0.15' }, '~0.0.15'],
  [{ version: '0.0' }, '0.0'],
  [{ version: '0.0.15' }, undefined],
])('a range that may have another answer tomorrow is annotated: %j', (options, range) => {
  production.subscribe('linkerd2', options);
  expect(releaseOf(production, 'linkerd2').metadata.annotations?.['cdk8s-profiles/range']).toBe(range);
});

test('a profile given as an object has no range, and a range is not part of the revision', () => {
  const catalog = production.catalog!;
  const revisionOf = (id: string) => releaseOf(production, id).metadata.labels?.['cdk8s-profiles/revision'];
  production.subscribe(catalog.profile('flagger', '0.x'));
  expect(releaseOf(production, 'flagger').metadata.annotations).not.toHaveProperty('cdk8s-profiles/range');
  production.subscribe('linkerd2', { version: '~0.0.15' });
  const staging = new Cluster(fleet, 'staging', { catalog });
  staging.subscribe('linkerd2', { version: '0.0.16' });
  expect(releaseOf(staging, 'linkerd2').metadata.labels?.['cdk8s-profiles/revision']).toBe(revisionOf('linkerd2'));
});

test("labels and annotations are the user's, and those of this library", () => {
  production.subscribe('flagger', { labels: { team: 'mesh' }, annotations: { 'example.com/owner': 'mesh' } });
  const { metadata } = releaseOf(production, 'flagger');
  expect(metadata.labels).toMatchObject({ team: 'mesh', 'app.kubernetes.io/managed-by': 'cdk8s-profiles' });
  expect(metadata.annotations).toMatchObject({ 'example.com/owner': 'mesh' });
});

test('fails for labels and annotations of this library, on subscriptions, clusters and fleets and in patches', () => {
  const revision = { 'cdk8s-profiles/revision': '0123456789' };
  const version = { 'cdk8s-profiles/version': '1.0.0' };
  const strict = new Fleet({ outdir: temporaryFolder(), defaults: { annotations: version } });
  const labels = { 'weave.works/applied-layer': 'layer-2' };
  const staging = new Cluster(strict, 'staging', { catalog: platformCatalog(strict), labels });
  const flagger = { labels: revision, annotations: { 'cdk8s-profiles/ignore-order': '' } };
  staging.subscribe('flagger', { ...flagger, upgradeOrder: 'flux' });
  staging.subscribe('linkerd2').patch({ metadata: { annotations: version } });
  expect(strict.problems).toMatchObject([
    { kind: 'invalid-name', what: 'label', value: 'cdk8s-profiles/revision', path: 'staging/flagger' },
    { kind: 'forbidden-patch', field: 'metadata.annotations.cdk8s-profiles/version', path: 'staging/linkerd2' },
    { what: 'label', value: 'weave.works/applied-layer', rule: 'give "layer" instead', path: 'staging' },
    { what: 'annotation', value: 'cdk8s-profiles/version' },
  ]);
});

test.each([
  ['subscription name', 'Flagger', { subscriptionName: 'Flagger' }],
  ['subscription name', 'f'.repeat(64), { subscriptionName: 'f'.repeat(64), releaseName: 'flagger' }],
  ['namespace', 'team_a', { namespace: 'team_a' }],
  ['target namespace', '', { targetNamespace: '' }],
])('fails for %s "%s"', (what, value, options) => {
  production.subscribe('flagger', { id: 'x', subscriptionName: 'x', ...options });
  expect(production.plan.problems).toMatchObject([{ kind: 'invalid-name', what, value, path: 'production/x' }]);
});

test.each([-1, 1.5, NaN, Infinity])('fails for layer %d', layer => {
  production.subscribe('flagger', { layer });
  production.subscribe('linkerd2', { layer });
  production.subscribe('jaeger');
  expect(production.plan.problems).toMatchObject([
    { kind: 'invalid-layer', value: String(layer), path: 'production/flagger' },
    { kind: 'invalid-layer', value: String(layer), path: 'production/linkerd2' },
  ]);
});

test('fails for a name without a catalog', () => {
  const staging = new Cluster(fleet, 'staging');
  staging.subscribe('linkerd2');
  expect(staging.plan.problems).toEqual([{ kind: 'missing-catalog', profile: 'linkerd2', path: 'staging/linkerd2' }]);
});

test('fails for a range together with a profile, which has its version', () => {
  production.subscribe(FLAGGER, { version: '~1.36.0' });
  expect(production.plan.problems).toMatchObject([{ kind: 'invalid-props', path: 'production/flagger' }]);
});

test.each([
  ['linkerd', undefined, { kind: 'unknown-profile', nearest: ['linkerd2'] }],
  ['__proto__', undefined, { kind: 'unknown-profile' }],
  ['linkerd2', '^1.0.0', { kind: 'no-matching-version' }],
  ['linkerd2', 'stable', { kind: 'invalid-range' }],
])('fails for profile %s in range %j', (profile, version, problem) => {
  production.subscribe(profile, { id: 'mesh', version });
  expect(production.plan.problems).toMatchObject([{ ...problem, path: 'production/mesh' }]);
});

test('a dependency is known even if its profile is not found', () => {
  production.subscribe('flagger', { dependsOn: [production.subscribe('linkerd', { layer: 1 })] });
  expect(production.plan.problems.map(({ kind }) => kind)).toEqual(['unknown-profile']);
});

test('fails outside of clusters', () => {
  const action = () => new ProfileSubscription(new Chart(fleet, 'crds'), 'flagger', { profile: FLAGGER });
  expect(problemsOf(action)).toMatchObject([{ kind: 'invalid-props', path: 'crds/flagger' }]);
});

test('a subscription knows its HelmReleases', () => {
  const remote = { kubeConfig: { secretRef: { name: 'edge' } } };
  expect(production.subscribe('linkerd2').releases).toEqual([{ name: 'linkerd2', namespace: 'flux-system' }]);
  expect(production.subscribe('flagger', remote).releases).toEqual([
    { name: 'production-flagger', namespace: 'flux-system' },
  ]);
  expect(production.subscribe('unknown').releases).toEqual([]);
  const vault = ProfileSubscription.fromHelmRelease(production, 'secrets', { name: 'vault', namespace: 'security' });
  expect(vault.releases).toEqual([{ name: 'vault', namespace: 'security' }]);
});
