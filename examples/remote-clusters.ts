/**
 * Flux on a management cluster installs into others, as Cluster API creates them.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';

const fleet = new Fleet();
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
});

for (const name of ['eu-1', 'us-1']) {
  const cluster = new Cluster(fleet, name, {
    catalog,
    // where Cluster API keeps the clusters and their Secrets "<cluster>-kubeconfig"
    namespace: 'clusters',
    defaults: { kubeConfig: { secretRef: { name: `${name}-kubeconfig`, key: 'value' } } },
  });
  // the objects of all clusters are side by side: HelmRelease "eu-1-cert-manager", release "cert-manager"
  cluster.subscribe('cert-manager');
  cluster.subscribe('linkerd2');
}

fleet.synth();
