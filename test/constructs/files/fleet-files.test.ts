import { Cluster, Fleet } from 'cdk8s-profiles';
import { ApiObject, App, Chart } from 'cdk8s';
import { fleetFiles } from '../../../lib/constructs/files/fleet-files';
import { platformCatalog } from '../platform-catalog';

const pathsOf = (app: App) => [...fleetFiles(app, '.k8s.yaml').files.keys()];

function addConfig(chart: Chart, name: string, namespace?: string, apiVersion = 'v1'): ApiObject {
  const id = `${apiVersion}.${namespace}.${name}`;
  return new ApiObject(chart, id, { apiVersion, kind: 'Config', metadata: { name, namespace } });
}

test('without objects there are no files', () => {
  expect(pathsOf(new App())).toEqual([]);
  const app = new App();
  new Chart(app, 'crds');
  expect(pathsOf(app)).toEqual([]);
});

test('paths are sorted, and consist of folder, kind, namespace and name', () => {
  const fleet = new Fleet();
  const [b, a] = ['b', 'a'].map(name => new Chart(fleet, name));
  addConfig(b, 'two');
  addConfig(a, 'two', 'team-a');
  addConfig(a, 'one', 'team-a');
  expect(pathsOf(fleet)).toEqual([
    'a/Config.team-a.one.k8s.yaml',
    'a/Config.team-a.two.k8s.yaml',
    'b/Config.two.k8s.yaml',
  ]);
});

test('one name in two namespaces gives two files', () => {
  const chart = new Chart(new App(), 'apps');
  ['team-a', 'team-b'].forEach(namespace => addConfig(chart, 'config', namespace));
  expect(pathsOf(chart.node.root as App)).toHaveLength(2);
});

test('a cluster has the folder of its name, wherever it is in the tree', () => {
  const fleet = new Fleet();
  const chart = new Chart(fleet, 'europe');
  new Cluster(chart, 'eu-1', { clusterName: 'production', catalog: platformCatalog(fleet) }).subscribe('flagger');
  expect(pathsOf(fleet)[0]).toBe('production/HelmRelease.flux-system.flagger.k8s.yaml');
});

test.each([
  ['system:node', 'Config.system%3Anode'],
  ['a/b', 'Config.a%2Fb'],
  ['*', 'Config.%2A'],
  ['ä', 'Config.%C3%A4'],
])('what a file system may not take is encoded: %s', (name, file) => {
  const chart = new Chart(new App(), 'apps');
  addConfig(chart, name);
  expect(pathsOf(chart.node.root as App)).toEqual([`apps/${file}.k8s.yaml`]);
});

test('kinds of one name in two API groups have the group in their names', () => {
  const chart = new Chart(new App(), 'apps');
  ['v1', 'example.com/v1'].forEach(version => addConfig(chart, 'one', undefined, version));
  addConfig(chart, 'two');
  expect(pathsOf(chart.node.root as App)).toEqual([
    'apps/Config.core.one.k8s.yaml',
    'apps/Config.example.com.one.k8s.yaml',
    'apps/Config.two.k8s.yaml',
  ]);
});

test('fails for objects that are the same on the API server, and names all of them', () => {
  const chart = new Chart(new App(), 'apps');
  for (const name of ['one', 'two']) ['v1', 'v2'].forEach(v => addConfig(chart, name, undefined, `example.com/${v}`));
  expect(fleetFiles(chart.node.root as App, '.k8s.yaml').problems).toMatchObject([
    { kind: 'duplicate-object', object: 'Config one (example.com)' },
    { kind: 'duplicate-object', object: 'Config two (example.com)' },
  ]);
});

test('fails for a chart and a cluster that would share a folder', () => {
  const app = new App();
  new Cluster(app, 'eu', { clusterName: 'production' });
  new Chart(app, 'production');
  expect(fleetFiles(app, '.k8s.yaml').problems).toMatchObject([
    { kind: 'duplicate-cluster', name: 'production', paths: ['eu', 'production'] },
  ]);
});

test('a Namespace has no namespace in its path, and two of one name are one object', () => {
  const fleet = new Fleet();
  const cluster = new Cluster(fleet, 'production');
  const add = (id: string, namespace?: string) =>
    new ApiObject(cluster, id, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'nginx', namespace } });
  add('one');
  expect(pathsOf(fleet)).toEqual(['production/Namespace.nginx.k8s.yaml']);
  add('two', 'team-a');
  expect(fleet.problems).toMatchObject([{ kind: 'duplicate-object', object: 'Namespace nginx (core)' }]);
});
