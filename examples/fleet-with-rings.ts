/**
 * A fleet in rings: one platform for all clusters, with newer versions first where a failure does the least harm.
 */
import { Catalog, Cluster, Fleet, ProfileSubscription } from 'cdk8s-profiles';
import { Construct } from 'constructs';

/** What every cluster gets. Profiles are looked up in the catalog of the cluster. */
class Platform extends Construct {
  constructor(scope: Construct, id: string, ring: 'canary' | 'stable') {
    super(scope, id);
    new ProfileSubscription(this, 'cert-manager', { profile: 'cert-manager' });
    new ProfileSubscription(this, 'linkerd2', {
      profile: 'linkerd2',
      version: ring === 'canary' ? '>=0.0.15-0' : '~0.0.15', // "-0" includes prereleases
    });
  }
}

const fleet = new Fleet({ defaults: { interval: '30m', labels: { team: 'platform' } } });
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
});

for (const { name, ring, replicas } of [
  { name: 'dev-1', ring: 'canary', replicas: 1 },
  { name: 'eu-1', ring: 'stable', replicas: 3 },
  { name: 'us-1', ring: 'stable', replicas: 5 },
] as const) {
  const cluster = new Cluster(fleet, name, { catalog, labels: { ring } });
  new Platform(cluster, 'platform', ring);
  cluster.subscribe('ingress-nginx', { values: { controller: { replicaCount: replicas } } });
}

fleet.synth();
