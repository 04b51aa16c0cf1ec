/**
 * What `dependsOn` may contain.
 */
import { Cluster, Fleet, ProfileSubscription } from 'cdk8s-profiles';
import { ApiObject, Chart } from 'cdk8s';
import { Construct, DependencyGroup, type IDependable } from 'constructs';
import { dependenciesOf, problemsOf, releaseOf, waitsOf } from '../emitted';
import { platformCatalog } from '../platform-catalog';
import { temporaryFolder } from '../temporary-folder';

let fleet: Fleet;
let production: Cluster;
let platform: Construct;

beforeEach(() => {
  fleet = new Fleet({ outdir: temporaryFolder() });
  production = new Cluster(fleet, 'production', {
    catalog: platformCatalog(fleet),
    order: 'dependencies',
    existingNamespaces: ['team-a'],
  });
  platform = new Construct(production, 'platform');
  new ProfileSubscription(platform, 'cert-manager', { profile: 'cert-manager' });
  new ProfileSubscription(new Construct(platform, 'mesh'), 'linkerd2', { profile: 'linkerd2' });
});

/** A HelmRelease that the user writes without this library. */
function byHand(scope: Construct, name: string, apiVersion = 'helm.toolkit.fluxcd.io/v2'): ApiObject {
  return new ApiObject(scope, name, { apiVersion, kind: 'HelmRelease', metadata: { name } });
}

test.each<[string, () => IDependable[], string[]]>([
  ['nothing', () => [], []],
  ['a subscription', () => [platform.node.findChild('cert-manager')], ['cert-manager']],
  ['a construct: all that is in it', () => [platform], ['cert-manager', 'linkerd2']],
  ['a group of constructs', () => [new DependencyGroup(platform.node.findChild('mesh'))], ['linkerd2']],
  ['a layer', () => [production.layer(0)], ['cert-manager']],
  ['a HelmRelease of the program', () => [byHand(production, 'cilium')], ['cilium']],
  [
    'a HelmRelease with an older API version',
    () => [byHand(production, 'cilium', 'helm.toolkit.fluxcd.io/v2beta2')],
    ['cilium'],
  ],
  ['the HelmRelease of a subscription', () => [ourRelease()], ['cert-manager']],
  ['one thing given twice', () => [platform, platform.node.findChild('mesh')], ['cert-manager', 'linkerd2']],
])('flagger may wait for %s', (_, dependsOn, names) => {
  production.subscribe('flagger', { dependsOn: dependsOn() });
  expect(dependenciesOf(releaseOf(production, 'flagger'))).toEqual(names);
});

function ourRelease(): ApiObject {
  const children = platform.node.findChild('cert-manager').node.findAll();
  return children.find(child => ApiObject.isApiObject(child))!;
}

test('a subscription that waits for its parent construct waits for everything in it but itself', () => {
  new ProfileSubscription(platform, 'flagger', { profile: 'flagger', dependsOn: [platform] });
  expect(waitsOf(production)).toEqual(['flagger -> cert-manager', 'flagger -> linkerd2']);
});

test('depending on a construct means depending on what is in it at synthesis', () => {
  production.subscribe('flagger', { dependsOn: [platform] });
  new ProfileSubscription(platform, 'kyverno', { profile: 'kyverno' });
  expect(waitsOf(production)).toContain('flagger -> kyverno');
});

test('a HelmRelease that the program creates in a construct belongs to it', () => {
  byHand(platform, 'cilium');
  production.subscribe('flagger', { dependsOn: [platform] });
  expect(waitsOf(production)).toContain('flagger -> cilium');
});

test('a dependant of a HelmRelease of the program may be in the lowest layer', () => {
  const layered = new Cluster(fleet, 'staging', { catalog: production.catalog });
  const cilium = byHand(layered, 'cilium');
  layered.subscribe('cert-manager', { dependsOn: [cilium] });
  layered.subscribe('linkerd2');
  expect(layered.plan.problems).toEqual([]);
  expect(waitsOf(layered)).toEqual(['cert-manager -> cilium', 'linkerd2 -> cert-manager']);
});

test('a release in another namespace is named with its namespace', () => {
  const vault = production.subscribe('vault', { namespace: 'team-a' });
  production.subscribe('flagger', { dependsOn: [vault] });
  expect(waitsOf(production)).toEqual(['flagger -> team-a/vault']);
});

test('dependencies may be added after the subscription', () => {
  const flagger = production.subscribe('flagger');
  flagger.addDependency(platform.node.findChild('mesh'), production.subscribe('kyverno'));
  expect(waitsOf(production)).toEqual(['flagger -> kyverno', 'flagger -> linkerd2']);
});

describe('is a problem:', () => {
  test.each<[string, () => unknown, object]>([
    ['an empty construct', () => new Construct(production, 'apps'), { kind: 'empty-dependency' }],
    ['an empty layer', () => production.layer(7), { kind: 'empty-dependency', to: 'layer 7' }],
    [
      'an object that no HelmRelease can wait for',
      () => new ApiObject(production, 'config', { apiVersion: 'v1', kind: 'ConfigMap' }),
      { kind: 'unwaitable-dependency', apiKind: 'ConfigMap' },
    ],
    [
      'a HelmRelease of another API group',
      () => byHand(production, 'other', 'helm.example.com/v1'),
      { kind: 'unwaitable-dependency', apiKind: 'HelmRelease' },
    ],
    ['a subscription of another cluster', () => staging().node.findChild('linkerd2'), { kind: 'foreign-dependency' }],
    ['a layer of another cluster', () => staging().layer(1), { kind: 'foreign-dependency', to: 'layer 1' }],
    ['another cluster', () => staging(), { kind: 'foreign-dependency', to: 'staging', cluster: 'staging' }],
    ['a name', () => 'linkerd2', { kind: 'invalid-props' }],
    ['undefined', () => undefined, { kind: 'invalid-props' }],
  ])('%s', (_, dependency, problem) => {
    production.subscribe('flagger', { dependsOn: [dependency() as IDependable] });
    // an API that nothing serves is another problem, at the object
    const found = production.plan.problems.filter(({ path }) => path === 'production/flagger');
    expect(found).toMatchObject([{ ...problem, path: 'production/flagger' }]);
  });

  test('itself, if it is named', () => {
    const flagger = production.subscribe('flagger');
    flagger.addDependency(flagger);
    expect(production.plan.problems).toMatchObject([{ kind: 'self-dependency', name: 'flagger' }]);
  });

  test('all problems at once', () => {
    const apps = new Construct(production, 'apps');
    const flagger = production.subscribe('flagger', { dependsOn: [apps, production.layer(7)] });
    flagger.addDependency(flagger, staging());
    const kinds = problemsOf(() => production.toJson()).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['empty-dependency', 'empty-dependency', 'foreign-dependency', 'self-dependency']);
  });
});

function staging(): Cluster {
  const cluster = new Cluster(fleet, 'staging', { catalog: production.catalog });
  cluster.subscribe('linkerd2');
  return cluster;
}

test('a chart next to the clusters contains nothing to wait for', () => {
  production.subscribe('flagger', { dependsOn: [new Chart(fleet, 'crds')] });
  expect(production.plan.problems).toMatchObject([{ kind: 'empty-dependency', to: 'crds' }]);
});

test('a missing profile does not cause a cycle in addition', () => {
  const fleet = new Fleet();
  const cluster = new Cluster(fleet, 'eu', { catalog: platformCatalog(fleet) });
  cluster.subscribe('flagger', { dependsOn: [cluster.subscribe('linkerd')] });
  expect(cluster.plan.problems).toMatchObject([{ kind: 'unknown-profile', profile: 'linkerd' }]);
});

test('fails for a construct that contains several clusters', () => {
  const fleet = new Fleet();
  const catalog = platformCatalog(fleet);
  const europe = new Construct(fleet, 'europe');
  const [a, b] = ['a', 'b'].map(name => new Cluster(europe, name, { catalog }));
  for (const cluster of [a, b]) cluster.subscribe('linkerd2');
  a.subscribe('flagger', { dependsOn: [europe] });
  expect(a.plan.problems).toMatchObject([{ kind: 'foreign-dependency', from: 'flagger', to: 'europe', cluster: 'b' }]);
});

test('fails for a HelmRelease in another chart, whose cluster is unknown', () => {
  const fleet = new Fleet();
  const cluster = new Cluster(fleet, 'eu', { catalog: platformCatalog(fleet) });
  const apps = new Chart(fleet, 'apps');
  const shop = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'shop' } };
  cluster.subscribe('flagger', { dependsOn: [new ApiObject(apps, 'shop', shop)] });
  expect(cluster.plan.problems).toMatchObject([{ kind: 'foreign-dependency', to: 'apps/shop', cluster: '' }]);
});
