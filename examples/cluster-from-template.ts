/**
 * One artefact creates a cluster and everything on it: cert-manager, then linkerd, then flagger. The template says what
 * a cluster consists of, and a developer fills it in.
 */
import { Chart } from 'cdk8s';
import { Catalog, Cluster, Fleet, RemovalGuard } from 'cdk8s-profiles';

const fleet = new Fleet({ delivery: { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } });
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
});

const shop = Cluster.fromTemplate(fleet, 'shop', {
  template: 'examples/templates/docker.yaml',
  params: { CLUSTER_NAME: 'shop', WORKERS: '3' },
  // the template requires cert-manager and linkerd2, and offers flagger
  profiles: { flagger: { values: { meshProvider: 'linkerd', slack: { channel: 'shop' } } } },
  catalog,
});

// Flux of the management cluster installs into the new cluster, and removes its releases before the cluster itself
const flux = new Chart(fleet, 'flux');
new RemovalGuard(fleet, 'guard').deliverFrom(flux);
shop.deliverFrom(flux);

fleet.synth();
