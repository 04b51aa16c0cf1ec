import { Cluster, Fleet, Profile, ProfileSubscription } from 'cdk8s-profiles';
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { edgesIn, objectsOf, problemsOf, waitsOf } from './emitted';
import { platformCatalog, REPOSITORY } from './platform-catalog';
import { temporaryFolder } from './temporary-folder';

let fleet: Fleet;
let production: Cluster;

beforeEach(() => {
  fleet = new Fleet({ outdir: temporaryFolder() });
  production = new Cluster(fleet, 'production', { catalog: platformCatalog(fleet), existingNamespaces: ['team-a'] });
});

test('an empty cluster has an empty plan and writes nothing', () => {
  expect(production.plan).toEqual({ steps: [], layers: [], problems: [], warnings: [], isRemovalGuarded: false });
  expect(production.toJson()).toEqual([]);
});

test.each([
  ['flagger', 'linkerd2', 'cert-manager'],
  ['cert-manager', 'linkerd2', 'flagger'],
  ['linkerd2', 'cert-manager', 'flagger'],
])('%s, %s and %s wait as their layers require', (...profiles) => {
  profiles.forEach(profile => production.subscribe(profile));
  const waits = ['flagger -> linkerd2', 'linkerd2 -> cert-manager'];
  expect(waitsOf(production)).toEqual(waits);
  expect(edgesIn(production).sort()).toEqual(waits);
});

test('a gap in the layers is skipped, and layer 10 comes after layer 2', () => {
  ['external-secrets-store-config', 'flagger', 'kyverno'].forEach(profile => production.subscribe(profile));
  expect(waitsOf(production)).toEqual(['external-secrets-store-config -> flagger', 'flagger -> kyverno']);
});

test.each([
  ['last', undefined, ['jaeger -> flagger']],
  ['at any time', 'any', []],
] as const)('a release without a layer is installed %s', (_, unlayered, waits) => {
  const staging = new Cluster(fleet, 'staging', { catalog: production.catalog, unlayered });
  ['jaeger', 'flagger'].forEach(profile => staging.subscribe(profile));
  expect(waitsOf(staging)).toEqual(waits);
});

test('with order "dependencies" releases wait only for what they name', () => {
  const staging = new Cluster(fleet, 'staging', { catalog: production.catalog, order: 'dependencies' });
  const linkerd = staging.subscribe('linkerd2');
  ['cert-manager', 'jaeger'].forEach(profile => staging.subscribe(profile));
  staging.subscribe('flagger', { dependsOn: [linkerd] });
  expect(waitsOf(staging)).toEqual(['flagger -> linkerd2']);
});

test("the user's own constructs may contain subscriptions, at any depth", () => {
  class Mesh extends Construct {
    constructor(scope: Construct, id: string) {
      super(scope, id);
      new ProfileSubscription(this, 'linkerd2', { profile: 'linkerd2' });
    }
  }
  class Platform extends Construct {
    constructor(scope: Construct, id: string) {
      super(scope, id);
      new ProfileSubscription(this, 'cert-manager', { profile: 'cert-manager' });
      new Mesh(this, 'mesh');
    }
  }
  new Platform(production, 'platform');
  production.subscribe('flagger');
  expect(waitsOf(production)).toEqual(['flagger -> linkerd2', 'linkerd2 -> cert-manager']);
});

test('the same profile may be subscribed twice, under two ids', () => {
  production.subscribe('linkerd2');
  production.subscribe('linkerd2', { id: 'mesh-canary', version: '>0.0.16-0' });
  const releases = objectsOf(production, 'HelmRelease');
  expect(releases.map(({ metadata, spec }) => [metadata.name, spec.chart?.spec.version])).toEqual([
    ['linkerd2', '0.0.16'],
    ['mesh-canary', '0.1.0-rc.1'],
  ]);
});

test('releases of one repository share its source', () => {
  ['cert-manager', 'linkerd2', 'flagger'].forEach(profile => production.subscribe(profile));
  expect(objectsOf(production, 'HelmRepository')).toHaveLength(1);
});

test('the plan follows every change', () => {
  const certManager = production.subscribe('cert-manager');
  const jaeger = production.subscribe('jaeger', { layer: 0 });
  expect(edgesIn(production)).toEqual([]);
  jaeger.addDependency(certManager);
  expect(edgesIn(production)).toEqual(['jaeger -> cert-manager']);
});

test.each([
  ['a fleet', () => new Fleet({ outdir: temporaryFolder() })],
  ['a stock app', () => new App({ outdir: temporaryFolder() })],
])('reading the plan changes nothing in a cluster of %s', (_, createApp) => {
  const app = createApp();
  const staging = new Cluster(app, 'staging', { catalog: platformCatalog(app), existingNamespaces: ['team-a'] });
  staging.subscribe('linkerd2').patch({ spec: { interval: '2h' } });
  staging.subscribe('flagger');
  const { order } = staging;
  expect(staging.plan.steps.map(({ name }) => name)).toEqual(['linkerd2', 'flagger']);
  expect(staging.order).toBe(order);
});

test('labels of the cluster are on everything in it', () => {
  const staging = new Cluster(fleet, 'staging', { catalog: production.catalog, labels: { ring: 'canary' } });
  staging.subscribe('flagger');
  expect(objectsOf(staging).map(({ metadata }) => metadata.labels?.ring)).toEqual(['canary', 'canary']);
});

describe('Cluster.of', () => {
  test('is the cluster that contains a construct', () => {
    const platform = new Construct(production, 'platform');
    expect(Cluster.of(new Construct(platform, 'mesh'))).toBe(production);
    expect(Cluster.of(production)).toBe(production);
  });

  test('fails outside of clusters', () => {
    const [problem] = problemsOf(() => Cluster.of(new Chart(fleet, 'crds')));
    expect(problem).toMatchObject({ kind: 'invalid-props', path: 'crds' });
  });
});

test.each([
  ['cluster name', 'Staging', 'Staging', {}],
  ['cluster name', '..', 'staging', { clusterName: '..' }],
  ['namespace', 'flux system', 'staging', { namespace: 'flux system' }],
])('fails for %s "%s"', (what, value, id, props) => {
  const cluster = new Cluster(fleet, id, props);
  expect(cluster.plan.problems).toMatchObject([{ kind: 'invalid-name', what, value }]);
});

test('fails for two subscriptions with one name, and names both', () => {
  production.subscribe('linkerd2');
  new ProfileSubscription(new Construct(production, 'platform'), 'linkerd2', { profile: 'linkerd2' });
  const paths = ['production/linkerd2', 'production/platform/linkerd2'];
  expect(production.plan.problems).toContainEqual(expect.objectContaining({ kind: 'duplicate-subscription', paths }));
});

test('one name in two namespaces is not a duplicate', () => {
  production.subscribe('linkerd2');
  const namespaces = { namespace: 'team-a', targetNamespace: 'team-a' };
  production.subscribe('linkerd2', { id: 'team', subscriptionName: 'linkerd2', ...namespaces });
  expect(production.plan.problems).toEqual([]);
});

test('fails for a cycle, starting at its smallest name and without the path that leads into it', () => {
  const flagger = production.subscribe('flagger');
  production.subscribe('linkerd2');
  production.subscribe('cert-manager', { dependsOn: [flagger] });
  production.subscribe('jaeger');
  expect(() => production.toJson()).toThrow(
    'releases wait for each other: cert-manager -> flagger -> linkerd2 (layer 1) -> cert-manager (layer 0). Remove',
  );
});

test('fails with all problems of the cluster at once', () => {
  production.subscribe('linkerd');
  production.subscribe('flagger', { version: '^9.0.0' });
  production.subscribe(Profile.fromHelmChart({ repository: REPOSITORY, chart: 'podinfo', version: '6.x' }));
  const kinds = problemsOf(() => production.toJson()).map(({ kind }) => kind);
  expect(kinds).toEqual(['no-matching-version', 'unknown-profile', 'version-not-exact']);
});

test.each(['constructor', 'valueof'])('%s is an ordinary name', subscriptionName => {
  production.subscribe('linkerd2', { id: 'mesh', subscriptionName });
  production.subscribe('cert-manager');
  expect(waitsOf(production)).toEqual([`${subscriptionName} -> cert-manager`]);
});

test('fails for a profile that is subscribed twice with one id, and says what to change', () => {
  for (const version of ['1.0.0', '1.0.0'])
    production.subscribe(Profile.fromHelmChart({ repository: 'https://x.example.com', chart: 'flagger', version }));
  expect(production.plan.problems).toMatchObject([
    { kind: 'duplicate-subscription', name: 'flagger', paths: ['production/flagger', 'production/flagger.2'] },
  ]);
});
