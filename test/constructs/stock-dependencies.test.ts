/**
 * Stock synthesis adds its own dependencies: between nested charts, and between all objects of
 * constructs that depend on each other. They are not a mistake of the user.
 */
import { Cluster, Profile } from 'cdk8s-profiles';
import { ApiObject, App, Chart } from 'cdk8s';
import { temporaryFolder } from './temporary-folder';

const flagger = Profile.fromHelmChart({ repository: 'https://charts.example.com', chart: 'flagger', version: '1.2.0' });
const config = (chart: Chart) => new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap' });

let app: App;
beforeEach(() => (app = new App({ outdir: temporaryFolder() })));

test('a cluster may be in a chart', () => {
  const environment = new Chart(app, 'environment');
  config(environment);
  new Cluster(environment, 'production').subscribe(flagger);
  app.synth();
  expect(app.synthYaml()).toContain('name: flagger');
});

test('an object of the program in a cluster may depend on another chart', () => {
  const crds = new Chart(app, 'crds');
  config(crds);
  const cluster = new Cluster(app, 'production');
  cluster.subscribe(flagger);
  config(cluster).addDependency(crds);
  app.synth();
  expect(app.synthYaml()).toContain('name: flagger');
});

test('fails for a cluster that depends on a chart', () => {
  const crds = new Chart(app, 'crds');
  config(crds);
  const cluster = new Cluster(app, 'production');
  cluster.subscribe(flagger);
  cluster.addDependency(crds);
  expect(() => app.synth()).toThrow('addDependency makes "production" wait for "crds"');
});
