/**
 * Charts that are in no catalog, from a chart repository and from a registry.
 */
import { Cluster, Fleet, Profile } from 'cdk8s-profiles';

const fleet = new Fleet();
const cluster = new Cluster(fleet, 'production');

const certManager = Profile.fromHelmChart({
  repository: 'https://charts.jetstack.io',
  chart: 'cert-manager',
  version: 'v1.14.3',
  layer: 0,
});

// becomes an OCIRepository for oci://ghcr.io/stefanprodan/charts/podinfo
const podinfo = Profile.fromHelmChart({
  repository: 'oci://ghcr.io/stefanprodan/charts',
  chart: 'podinfo',
  version: '6.7.1',
  layer: 1,
});

cluster.subscribe(certManager, { values: { crds: { enabled: true } } });
cluster.subscribe(podinfo, { targetNamespace: 'demo' });
// the same chart again, under another name
cluster.subscribe(podinfo, { subscriptionName: 'podinfo-internal', targetNamespace: 'demo' });

fleet.synth();
