/**
 * Named dependencies: a subscription, a construct, a layer, a HelmRelease.
 */
import { Catalog, Cluster, Fleet, Profile, ProfileSubscription } from 'cdk8s-profiles';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

const fleet = new Fleet();
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
});
const cluster = new Cluster(fleet, 'production', { catalog, order: 'dependencies' });

const certManager = cluster.subscribe('cert-manager');
cluster.subscribe('linkerd2', { dependsOn: [certManager] });

const policy = new Construct(cluster, 'policy');
const kyverno = new ProfileSubscription(policy, 'kyverno', { profile: 'kyverno' });
const policies = new ProfileSubscription(policy, 'kyverno-policies', { profile: 'kyverno-policies' });
policies.addDependency(kyverno);

// everything in a construct, and everything in layer 1
cluster.subscribe('flagger', { dependsOn: [policy, cluster.layer(1)] });

const database = new ApiObject(cluster, 'database', {
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'database' },
  spec: { interval: '10m', chartRef: { kind: 'OCIRepository', name: 'database' } },
});
// applied to the cluster by other means
const vault = ProfileSubscription.fromHelmRelease(cluster, 'vault', { name: 'vault', namespace: 'security' });
const shop = { repository: 'https://charts.example.com', chart: 'shop', version: '1.2.0' };
cluster.subscribe(Profile.fromHelmChart(shop), { dependsOn: [database, vault] });

fleet.synth();
