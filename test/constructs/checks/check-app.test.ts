import { Cluster, Fleet, type Problem, ProfileSubscription } from 'cdk8s-profiles';
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct, type IConstruct, type IDependable } from 'constructs';
import { objectsOf } from '../emitted';
import { platformCatalog } from '../platform-catalog';
import { temporaryFolder } from '../temporary-folder';

let fleet: Fleet;
let staging: Cluster;
let production: Cluster;
let platform: Construct;

beforeEach(() => build(new Fleet({ outdir: temporaryFolder() })));

/** Two clusters, and in one of them a construct `platform` with linkerd2. */
function build<T extends App>(app: T): T {
  const catalog = platformCatalog(app);
  [staging, production] = ['staging', 'production'].map(name => new Cluster(app, name, { catalog }));
  platform = new Construct(production, 'platform');
  new ProfileSubscription(platform, 'linkerd2', { profile: 'linkerd2' });
  if (app instanceof Fleet) fleet = app;
  return app;
}

const config = (scope: Construct) => new ApiObject(scope, 'config', { apiVersion: 'v1', kind: 'ConfigMap' });

test('nothing is wrong with two clusters', () => {
  expect(fleet.problems).toEqual([]);
});

describe('fails for a dependency of cdk8s', () => {
  test.each<[string, () => IConstruct, () => IDependable]>([
    ['of a subscription', () => platform.node.findChild('linkerd2'), () => config(production)],
    ['on a subscription', () => config(production), () => platform.node.findChild('linkerd2')],
    ['of a construct around a subscription', () => platform, () => config(production)],
    ['on the HelmRelease of a subscription', () => config(production), () => objectOf('linkerd2')],
    ['of a cluster', () => production, () => new Chart(fleet, 'crds')],
    ['on a cluster', () => new Chart(fleet, 'apps'), () => production],
    ['on a layer', () => config(production), () => production.layer(1)],
  ])('%s, and recommends dependsOn', (_, from, to) => {
    const construct = from();
    construct.node.addDependency(to());
    expect(fleet.problems).toMatchObject([{ kind: 'construct-dependency', path: construct.node.path }]);
    expect(() => fleet.synth()).toThrow('Use dependsOn of the subscription instead');
  });

  test('made by Chart.addDependency', () => {
    production.addDependency(staging);
    expect(fleet.problems).toEqual([
      { kind: 'construct-dependency', from: 'production', to: 'staging', path: 'production' },
    ]);
  });
});

function objectOf(id: string): IConstruct {
  return platform.node.findChild(id).node.findChild('Resource');
}

test('dependencies between other constructs are not checked', () => {
  config(new Chart(fleet, 'apps')).node.addDependency(config(new Chart(fleet, 'crds')));
  expect(fleet.problems).toEqual([]);
});

test('fails for a chart in a cluster, at any depth', () => {
  new Chart(platform, 'monitoring');
  new Cluster(staging, 'inner');
  expect(fleet.problems).toMatchObject([
    { kind: 'chart-in-cluster', cluster: 'production', path: 'production/platform/monitoring' },
    { kind: 'chart-in-cluster', cluster: 'staging', path: 'staging/inner' },
  ]);
});

test('fails for two clusters with the same name, and names both', () => {
  new Cluster(new Construct(fleet, 'europe'), 'production');
  const paths = ['europe/production', 'production'];
  expect(fleet.problems).toMatchObject([{ kind: 'duplicate-cluster', name: 'production', paths }]);
});

test('finds everything at once, independent of the order of statements', () => {
  const mistakes = [
    () => new Cluster(new Construct(fleet, 'europe'), 'production'),
    () => new Chart(platform, 'monitoring'),
    () => platform.node.addDependency(staging),
  ];
  const problemsAfter = (actions: readonly (() => unknown)[]): readonly Problem[] => {
    build(new Fleet());
    actions.forEach(action => action());
    return fleet.problems;
  };
  const problems = problemsAfter(mistakes);
  expect(problems.map(({ kind }) => kind).sort()).toEqual([
    'chart-in-cluster',
    'construct-dependency',
    'duplicate-cluster',
  ]);
  expect(problemsAfter([...mistakes].reverse())).toEqual(problems);
});

test('fails under stock App, once for each mistake', () => {
  const app = build(new App({ outdir: temporaryFolder() }));
  new Chart(platform, 'monitoring');
  production.addDependency(staging);
  expect(() => app.synth()).toThrow(
    /^Validation failed.*\n.*\[production\/platform\/monitoring\].*\n.*\[production\].*$/,
  );
});

test('a cluster can be inspected, whatever is wrong elsewhere', () => {
  new Chart(platform, 'monitoring');
  expect(objectsOf(production, 'HelmRelease')).toHaveLength(1);
});
