import { Cluster, Fleet } from 'cdk8s-profiles';
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { describeObject, duplicateObjects, objectsOf } from '../../../lib/constructs/tree/objects';
import { platformCatalog } from '../platform-catalog';

let chart: Chart;

beforeEach(() => {
  chart = new Chart(new App(), 'apps');
});

function add(scope: Construct, kind: string, name: string, namespace?: string, apiVersion = 'v1'): ApiObject {
  const id = [apiVersion, kind, namespace, name].join('.');
  return new ApiObject(scope, id, { apiVersion, kind, metadata: { name, namespace } });
}

test('an empty chart has no objects', () => {
  expect(objectsOf(chart)).toEqual([]);
});

test('objects are sorted by kind, namespace and name, in whatever order they were created', () => {
  const nested = new Construct(new Construct(chart, 'platform'), 'mesh');
  add(nested, 'Secret', 'a');
  add(chart, 'ConfigMap', 'b', 'team-b');
  add(nested, 'ConfigMap', 'constructor', 'team-a');
  add(chart, 'ConfigMap', 'a', 'team-b');
  expect(objectsOf(chart).map(describeObject)).toEqual([
    'ConfigMap team-a/constructor (core)',
    'ConfigMap team-b/a (core)',
    'ConfigMap team-b/b (core)',
    'Secret a (core)',
  ]);
});

test('objects of a nested chart belong to that chart', () => {
  add(new Chart(new Construct(chart, 'platform'), 'inner'), 'ConfigMap', 'a');
  expect(objectsOf(chart)).toEqual([]);
});

test('one name in another namespace, kind or API group is not a duplicate', () => {
  add(chart, 'Service', 'podinfo', 'team-a');
  add(chart, 'Service', 'podinfo', 'team-b');
  add(chart, 'Service', 'podinfo', 'team-a', 'serving.knative.dev/v1');
  add(chart, 'Secret', 'podinfo', 'team-a');
  expect(duplicateObjects(objectsOf(chart))).toEqual([]);
});

test('fails for one object in two API versions, and names both', () => {
  ['apps/v1', 'apps/v1beta1'].forEach(apiVersion => add(chart, 'Deployment', 'podinfo', 'team-a', apiVersion));
  const [problem, ...others] = duplicateObjects(objectsOf(chart));
  expect(problem).toMatchObject({ kind: 'duplicate-object', object: 'Deployment team-a/podinfo (apps)' });
  expect(problem).toHaveProperty('paths.length', 2);
  expect(others).toEqual([]);
});

test('fails for a HelmRelease of the program with the name of a subscription', () => {
  const fleet = new Fleet();
  const production = new Cluster(fleet, 'production', { catalog: platformCatalog(fleet) });
  production.subscribe('flagger');
  add(production, 'HelmRelease', 'flagger', undefined, 'helm.toolkit.fluxcd.io/v2');
  expect(production.plan.problems).toMatchObject([{ kind: 'duplicate-object' }]);
});
