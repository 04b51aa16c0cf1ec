import { Cluster, Fleet, Profile } from 'cdk8s-profiles';
import { objectsOf, releaseOf } from './emitted';
import { REPOSITORY } from './platform-catalog';

const PODINFO = { repository: REPOSITORY, chart: 'podinfo', version: '6.5.4' };

let production: Cluster;

beforeEach(() => {
  production = new Cluster(new Fleet(), 'production');
});

test('a plain chart is a profile with the same name, without a layer', () => {
  expect(Profile.fromHelmChart(PODINFO)).toMatchObject({ profileName: 'podinfo', version: '6.5.4', layer: undefined });
});

test('a plain chart may have another name, and a layer', () => {
  production.subscribe(Profile.fromHelmChart({ ...PODINFO, profileName: 'demo', layer: 3 }));
  const { metadata, spec } = releaseOf(production, 'demo');
  expect(metadata.labels).toMatchObject({ 'weave.works/applied-layer': 'layer-3' });
  expect(spec.chart?.spec).toMatchObject({ chart: 'podinfo', version: '6.5.4' });
});

test('a chart in a registry has its own source, and its version is there only', () => {
  const repository = 'oci://registry.example.com/charts';
  production.subscribe(Profile.fromHelmChart({ ...PODINFO, repository }));
  const [source] = objectsOf(production, 'OCIRepository');
  expect(source.spec).toMatchObject({ url: `${repository}/podinfo`, ref: { tag: '6.5.4' } });
  const { spec } = releaseOf(production, 'podinfo');
  expect(spec).toMatchObject({ chartRef: { kind: 'OCIRepository', name: source.metadata.name } });
  expect(spec.chart).toBeUndefined();
});

test.each(['6.x', '*', '~6.5.0', '>=6.5.4', '6', 'latest', ''])(
  'fails for version "%s", which is not exact',
  version => {
    production.subscribe(Profile.fromHelmChart({ ...PODINFO, version }));
    expect(production.plan.problems).toMatchObject([
      { kind: 'version-not-exact', profile: 'podinfo', version, path: 'production/podinfo' },
    ]);
  },
);

test.each(['git://charts.example.com', 'charts.example.com', 'https://'])('fails for repository %s', repository => {
  production.subscribe(Profile.fromHelmChart({ ...PODINFO, repository }));
  expect(production.plan.problems).toMatchObject([{ kind: 'invalid-url', path: 'production/podinfo' }]);
});

test('fails for a password in the URL, and does not print it', () => {
  production.subscribe(Profile.fromHelmChart({ ...PODINFO, repository: 'https://robot:secret@charts.example.com' }));
  expect(production.plan.problems).toMatchObject([{ kind: 'invalid-url', value: 'https://***@charts.example.com' }]);
});

test('fails with all problems at once', () => {
  production.subscribe(Profile.fromHelmChart({ ...PODINFO, repository: 'charts', version: '6.x' }));
  expect(production.plan.problems.map(({ kind }) => kind).sort()).toEqual(['invalid-url', 'version-not-exact']);
});
