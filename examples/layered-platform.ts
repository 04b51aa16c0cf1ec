/**
 * A platform in layers: cert-manager, then the service mesh, then what needs the mesh.
 *
 * It is installed and upgraded in this order, and removed in reverse.
 */
import { Catalog, Cluster, Fleet, RemovalGuard } from 'cdk8s-profiles';

const fleet = new Fleet();
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
});

for (const name of ['staging', 'production']) {
  const cluster = new Cluster(fleet, name, { catalog });
  cluster.subscribe('flagger', { values: { meshProvider: 'linkerd' } });
  cluster.subscribe('linkerd2', { version: '~0.0.15' });
  cluster.subscribe('cert-manager');
}

// one per API server, applied by a Kustomization of its own
new RemovalGuard(fleet, 'guard');

fleet.synth();
