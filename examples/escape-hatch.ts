/**
 * Patches on the finished HelmRelease, for fields of Flux that have no property here.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';

const fleet = new Fleet();
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
});
const cluster = new Cluster(fleet, 'production', { catalog });

// an object is a JSON merge patch, in which null removes a field
cluster.subscribe('linkerd2').patch({
  spec: { test: { enable: true }, driftDetection: { ignore: [{ paths: ['/spec/replicas'] }] } },
});

// a list is a JSON patch; a path that does not exist is a problem
cluster.subscribe('cert-manager').patch([
  { op: 'add', path: '/spec/maxHistory', value: 2 },
  { op: 'remove', path: '/spec/upgrade/crds' },
]);

fleet.synth();
