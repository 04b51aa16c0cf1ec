/**
 * Several sets of Flux's controllers: the shard of a release, of its source and of its HelmChart.
 */
import { Cluster, Fleet, formatProblem, Profile } from 'cdk8s-profiles';
import { objectsOf, releaseOf } from './emitted';

const KEY = 'sharding.fluxcd.io/key';
const DELIVERY = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;
const NAMES = ['cert-manager', 'linkerd2', 'flagger', 'grafana', 'loki', 'vault'];

const chart = (name: string, repository = 'https://charts.example.com') =>
  Profile.fromHelmChart({ repository, chart: name, version: '1.0.0' });

/** What a HelmRelease says about its chart. */
interface ChartFields {
  readonly chart?: { readonly metadata?: object; readonly spec: { readonly sourceRef: { readonly name: string } } };
  readonly chartRef?: { readonly name: string };
}

/** A cluster with one release for each of NAMES, in three layers. */
function clusterWith(props: ConstructorParameters<typeof Cluster>[2] = {}, repository?: string): Cluster {
  const cluster = new Cluster(new Fleet({ delivery: DELIVERY }), 'production', props);
  for (const [i, name] of NAMES.entries()) cluster.subscribe(chart(name, repository), { layer: i % 3 });
  return cluster;
}

const shardOf = ({ metadata }: { readonly metadata: { readonly labels?: Readonly<Record<string, string>> } }) =>
  metadata.labels?.[KEY];

test.each(['https://charts.example.com', 'oci://registry.example.com/charts'])(
  'a release from %s, its source and its HelmChart have one label',
  repository => {
    const cluster = clusterWith({ shards: ['shard1', 'shard2'] }, repository);
    const sources = new Map(
      objectsOf(cluster)
        .filter(({ kind }) => kind.endsWith('Repository'))
        .map(source => [source.metadata.name, shardOf(source)]),
    );
    const releases = objectsOf(cluster, 'HelmRelease');
    expect(new Set(releases.map(shardOf))).toEqual(new Set(['shard1', 'shard2']));
    for (const release of releases) {
      const { chart: template, chartRef } = release.spec as ChartFields;
      expect(sources.get((template?.spec.sourceRef ?? chartRef)!.name)).toBe(shardOf(release));
      if (template !== undefined) expect(template.metadata).toEqual({ labels: { [KEY]: shardOf(release) } });
    }
  },
);

test('shards change neither what a release waits for nor its revision', () => {
  const strip = (cluster: Cluster) =>
    NAMES.map(name => {
      const { metadata, spec } = releaseOf(cluster, name);
      return [metadata.labels?.['cdk8s-profiles/revision'], spec.dependsOn];
    });
  expect(strip(clusterWith({ shards: ['shard1', 'shard2'] }))).toEqual(strip(clusterWith()));
});

test('a subscription can name its shard, and defaults can name one for all', () => {
  const cluster = clusterWith({ shards: ['shard1', 'shard2'] });
  cluster.subscribe(chart('kyverno'), { shard: 'policies' });
  expect(shardOf(releaseOf(cluster, 'kyverno'))).toBe('policies');
  const defaults = objectsOf(clusterWith({ defaults: { shard: 'eu' } }));
  expect(new Set(defaults.map(shardOf))).toEqual(new Set(['eu']));
});

test('a cluster takes the shards of its fleet, and can have none', () => {
  const fleet = new Fleet({ shards: ['shard1'] });
  const production = new Cluster(fleet, 'production');
  const staging = new Cluster(fleet, 'staging', { shards: [] });
  for (const cluster of [production, staging]) cluster.subscribe(chart('vault'));
  expect(objectsOf(production).map(shardOf)).toEqual(['shard1', 'shard1']);
  expect(objectsOf(staging).map(shardOf)).toEqual([undefined, undefined]);
});

test('a source that the program does not write is in no shard, nor is a HelmChart from it', () => {
  const sourceRef = { kind: 'HelmRepository', name: 'platform' } as const;
  const cluster = clusterWith({ shards: ['shard1'], sources: { 'https://charts.example.com': { sourceRef } } });
  cluster.kustomization('issuers', { path: './issuers', layer: 1 });
  for (const name of ['vault', 'issuers']) {
    const { metadata, spec } = releaseOf(cluster, name);
    expect([shardOf({ metadata }), (spec as ChartFields).chart!.metadata]).toEqual(['shard1', undefined]);
  }
});

test('clusters behind one API server share the sources of a shard', () => {
  const fleet = new Fleet({ sharedSources: true });
  for (const name of ['eu-1', 'eu-2', 'us-1']) {
    const kubeConfig = { secretRef: { name: `${name}-kubeconfig` } };
    const shards = [name.slice(0, 2)];
    new Cluster(fleet, name, { shards, defaults: { kubeConfig } }).subscribe(chart('vault'));
  }
  const text = fleet.synthYaml();
  expect(text.match(/^kind: HelmRepository$/gm)).toHaveLength(2);
});

test('fails with names that no shard can have', () => {
  const fleet = new Fleet({ shards: ['shard/1'] });
  new Cluster(fleet, 'production', { shards: [''] }).subscribe(chart('vault'), { shard: 'Policies' });
  expect(fleet.problems.map(problem => formatProblem(problem).replace(/:.*/, ''))).toEqual([
    '[production/vault] shard "Policies" is not allowed',
    '[production] shard in shards "" is not allowed',
    'shard in shards "shard/1" is not allowed',
  ]);
});
