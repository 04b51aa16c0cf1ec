/**
 * Outputs of unusual size, which take up to a minute: `LARGE_OUTPUTS=1 npx jest large-outputs`.
 */
import { ApiObject, Chart } from 'cdk8s';
import { Catalog, Cluster, Fleet, Profile, type ProfileSubscription } from 'cdk8s-profiles';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder';

const OBJECTS = 150_000;
const RELEASES = 20_000;

jest.setTimeout(600_000);
const large = process.env.LARGE_OUTPUTS === '1' ? test : test.skip;

/** Adds ConfigMaps called `config-0` and so on. */
function addConfigMaps(chart: Chart): void {
  for (let i = 0; i < OBJECTS; i++) {
    const metadata = { name: `config-${i}`, namespace: 'default' };
    new ApiObject(chart, `${i}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { number: `n${i}` } });
  }
}

large('150,000 objects in one file', () => {
  const fleet = new Fleet({ outdir: temporaryFolder() });
  const repository = 'https://charts.example.com';
  const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', { repository });
  const params = { CLUSTER_NAME: 'large' };
  addConfigMaps(
    Cluster.fromTemplate(fleet, 'large', {
      template: 'examples/templates/docker.yaml',
      params,
      profiles: ['flagger'],
      catalog,
      flux: 'workload',
    }),
  );
  fleet.synth();
  const files = readdirSync(fleet.outdir, { recursive: true, encoding: 'utf8' });
  const file = files.filter(path => path.endsWith('large/profiles.yaml')).map(path => join(fleet.outdir, path))[0];
  const text = readFileSync(file, 'utf8');
  expect(text.match(/^kind: ConfigMap$/gm)).toHaveLength(OBJECTS);
  expect(text).toContain(`\n  number: n${OBJECTS - 1}\n`);
});

large('150,000 objects in one chart', () => {
  const fleet = new Fleet({ outdir: temporaryFolder() });
  addConfigMaps(new Chart(fleet, 'config'));
  fleet.synth();
  expect(readdirSync(join(fleet.outdir, 'config'))).toHaveLength(OBJECTS);
});

large('a chain of 20,000 releases', () => {
  const fleet = new Fleet();
  const cluster = new Cluster(fleet, 'production');
  const repository = 'https://charts.example.com';
  let last: ProfileSubscription | undefined;
  for (let i = 0; i < RELEASES; i++) {
    const profile = Profile.fromHelmChart({ repository, chart: `chart-${i}`, version: '1.0.0' });
    last = cluster.subscribe(profile, last === undefined ? {} : { dependsOn: [last] });
  }
  expect(cluster.plan.steps).toHaveLength(RELEASES);
  const text = fleet.synthYaml();
  expect(text.match(/^ {2}dependsOn:$/gm)).toHaveLength(RELEASES - 1);
  expect(text).toContain(`\n    cdk8s-profiles/depends-on: chart-${RELEASES - 2}\n`);
});
