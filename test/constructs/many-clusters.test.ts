/**
 * A platform of the user's own on many clusters, by rings.
 */
import { Cluster, Fleet, ProfileSubscription } from 'cdk8s-profiles';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import { dependenciesOf } from './emitted';
import { platformCatalog } from './platform-catalog';
import { filesIn, temporaryFolder } from './temporary-folder';

class Platform extends Construct {
  constructor(scope: Construct, id: string, ring: string) {
    super(scope, id);
    const cluster = Cluster.of(this).clusterName;
    new ProfileSubscription(this, 'cert-manager', { profile: 'cert-manager' });
    const mesh = new ProfileSubscription(this, 'mesh', {
      profile: 'linkerd2',
      version: ring === 'canary' ? '>=0.0.1-0' : '0.0.15',
      values: { clusterDomain: `${cluster}.example.com` },
    });
    new ProfileSubscription(this, 'jaeger', { profile: 'jaeger', layer: 2, dependsOn: [mesh] });
  }
}

const CLUSTERS = Array.from({ length: 200 }, (_, i) => [`cluster-${i}`, i < 10 ? 'canary' : 'stable'] as const);

test('200 clusters get releases according to their ring and name', () => {
  const fleet = new Fleet({ outdir: temporaryFolder() });
  const catalog = platformCatalog(fleet);
  for (const [name, ring] of CLUSTERS) {
    const cluster = new Cluster(fleet, name, { catalog });
    const platform = new Platform(cluster, 'platform', ring);
    cluster.subscribe('flagger', { dependsOn: [platform] });
  }
  fleet.synth();
  const files = filesIn(fleet.outdir);
  expect(Object.keys(files)).toHaveLength(200 * 5);
  for (const [name, ring] of CLUSTERS) {
    const { spec } = parse(files[`${name}/HelmRelease.flux-system.mesh.k8s.yaml`]);
    expect([spec.chart.spec.version, spec.values, dependenciesOf({ spec })]).toEqual([
      ring === 'canary' ? '0.1.0-rc.1' : '0.0.15',
      { clusterDomain: `${name}.example.com` },
      ['cert-manager'],
    ]);
  }
  const { spec } = parse(files['cluster-199/HelmRelease.flux-system.flagger.k8s.yaml']);
  expect(dependenciesOf({ spec })).toEqual(['cert-manager', 'jaeger', 'mesh']);
});
