import { Cluster, Fleet } from 'cdk8s-profiles';
import { ApiObject, App, Chart } from 'cdk8s';
import { fleetFiles } from '../../lib/constructs/fleet-files';
import { platformCatalog } from './platform-catalog';

const pathsOf = (app: App) => [...fleetFiles(app, '.k8s.yaml').files.keys()];

function addConfig(chart: Chart, name: string, namespace?: string, apiVersion = 'v1'): ApiObject {
  const id = `${apiVersion}.${namespace}.${name}`;
  return new ApiObject(chart, id, { apiVersion, kind: 'Config', metadata: { name, namespace } });
}

test('there are no files for no objects', () => {
  expect(pathsOf(new App())).toEqual([]);
  const app = new App();
  new Chart(app, 'crds');
  expect(pathsOf(app)).toEqual([]);
});

test('paths are sorted, and hold folder, kind, namespace and name', () => {
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

test('one name in two namespaces is two files', () => {
  const chart = new Chart(new App(), 'apps');
  ['team-a', 'team-b'].forEach(namespace => addConfig(chart, 'config', namespace));
  expect(pathsOf(chart.node.root as App)).toHaveLength(2);
});

test('a cluster has the folder of its name, wherever it stands', () => {
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

test('fails for objects that would share a file, all of them', () => {
  const chart = new Chart(new App(), 'apps');
  for (const name of ['one', 'two']) ['v1', 'example.com/v1'].forEach(v => addConfig(chart, name, undefined, v));
  expect(fleetFiles(chart.node.root as App, '.k8s.yaml').problems).toMatchObject([
    { kind: 'lost-output', file: 'apps/Config.one.k8s.yaml' },
    { kind: 'lost-output', file: 'apps/Config.two.k8s.yaml' },
  ]);
});
