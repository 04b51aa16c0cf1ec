/**
 * Flux on a management cluster installs into other clusters, such as those that Cluster API creates.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';

const fleet = new Fleet();
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
});

for (const name of ['eu-1', 'us-1']) {
  const cluster = new Cluster(fleet, name, {
    catalog,
    // the namespace of the Cluster API objects, with their Secrets "<cluster>-kubeconfig"
    namespace: 'clusters',
    defaults: { kubeConfig: { secretRef: { name: `${name}-kubeconfig`, key: 'value' } } },
  });
  // the HelmReleases of all clusters share a namespace: "eu-1-cert-manager" installs the release "cert-manager"
  cluster.subscribe('cert-manager');
  cluster.subscribe('linkerd2');
}

fleet.synth();
