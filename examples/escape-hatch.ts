/**
 * Fields of Flux that have no property of their own: patches on the finished HelmRelease.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';

const fleet = new Fleet();
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
});
const cluster = new Cluster(fleet, 'production', { catalog });

// an object is a JSON merge patch, in which null removes
cluster.subscribe('linkerd2').patch({
  spec: { test: { enable: true }, driftDetection: { ignore: [{ paths: ['/spec/replicas'] }] } },
});

// a list is a JSON patch; a path that leads nowhere is a problem
cluster.subscribe('cert-manager').patch([
  { op: 'add', path: '/spec/maxHistory', value: 2 },
  { op: 'remove', path: '/spec/upgrade/crds' },
]);

fleet.synth();
