/**
 * Helm values: files, objects, null, and values that are already in the cluster.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';

const fleet = new Fleet({ defaults: { values: { global: { domain: 'example.com' } } } });
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
});
const cluster = new Cluster(fleet, 'production', { catalog });

// merged as Flux merges them: the fleet's values first, then each item of the list over those before it
cluster.subscribe('prometheus', {
  values: [
    'examples/values/prometheus.yaml',
    'examples/values/prometheus-production.yaml',
    { grafana: { ingress: { hosts: ['grafana.example.com'] } } },
  ],
});

cluster.subscribe('ingress-nginx', {
  values: { controller: { resources: null } }, // removes the chart's default
});

// Flux reads these from the cluster; inline values take precedence over them
cluster.subscribe('external-secrets', {
  valuesFrom: [
    { kind: 'ConfigMap', name: 'cluster-info', valuesKey: 'external-secrets.yaml' },
    { kind: 'Secret', name: 'vault', valuesKey: 'token', targetPath: 'vault.token' },
  ],
});

fleet.synth();
