/**
 * A platform in layers: cert-manager, then the service mesh, then what needs the mesh.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';

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

fleet.synth();
