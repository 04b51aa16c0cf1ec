/**
 * Which releases have a target: those of clusters that share nothing with others.
 */
import { ApiObject } from 'cdk8s';
import { Cluster, type ClusterProps, Fleet, Profile, ProfileSubscription } from 'cdk8s-profiles';
import { objectsOf } from '../emitted';

const DELIVERY = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;
const kubeConfig = { secretRef: { name: 'eu-1-kubeconfig' } };
const REMOTE: ClusterProps = { namespace: 'clusters', existingNamespaces: ['team-b'], defaults: { kubeConfig } };

const chart = (name: string) =>
  Profile.fromHelmChart({ repository: 'https://charts.example.com', chart: name, version: '1.0.0' });

/** The different targets of the releases of a cluster with two charts. */
function targetsOf(props: ClusterProps, change: (cluster: Cluster) => unknown = () => {}, name = 'eu-1'): unknown[] {
  const cluster = new Cluster(new Fleet({ delivery: DELIVERY }), name, props);
  cluster.subscribe(chart('linkerd2'), { layer: 0 });
  cluster.subscribe(chart('flagger'), { layer: 1 });
  change(cluster);
  const releases = objectsOf(cluster, 'HelmRelease');
  return [...new Set(releases.map(({ metadata }) => metadata.labels?.['cdk8s-profiles/target']))];
}

test('all releases of a cluster that is installed from elsewhere have one target, frozen', () => {
  expect(targetsOf(REMOTE)).toEqual(['2']);
});

test('the target does not depend on the name of the cluster, but on its kubeconfig and namespace', () => {
  expect(targetsOf(REMOTE, undefined, 'eu-west-1')).toEqual(['2']);
  const us = { secretRef: { name: 'us-1-kubeconfig' } };
  expect(targetsOf({ ...REMOTE, defaults: { kubeConfig: us } })).toEqual(['d']);
  expect(targetsOf({ ...REMOTE, namespace: 'team-b' })).toEqual(['4']);
});

test('manifests that are applied to the same cluster have it too', () => {
  const targets = targetsOf({ ...REMOTE, manifestDefaults: { kubeConfig } }, cluster => {
    cluster.kustomization('issuers', { path: './issuers' });
  });
  expect(targets).toEqual(['2']);
});

test.each<[string, ClusterProps, (cluster: Cluster) => unknown]>([
  ['is where Flux runs', {}, () => {}],
  ['has a release on another cluster', REMOTE, cluster => cluster.subscribe(chart('vault'), { kubeConfig: { secretRef: { name: 'hub' } } })], // prettier-ignore
  ['has a release in another namespace', REMOTE, cluster => cluster.subscribe(chart('vault'), { namespace: 'team-b' })],
  [
    'waits for a release that is made elsewhere',
    REMOTE,
    cluster => ProfileSubscription.fromHelmRelease(cluster, 'crossplane', { name: 'crossplane', namespace: 'hub' }),
  ],
  [
    'waits for a HelmRelease of the program itself',
    REMOTE,
    cluster => {
      const byHand = new ApiObject(cluster, 'by-hand', {
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        metadata: { name: 'by-hand' },
        spec: {},
      });
      cluster.subscribe(chart('vault'), { dependsOn: [byHand] });
    },
  ],
])('a cluster has none that %s', (_, props, change) => {
  expect(targetsOf(props, change)).toEqual([undefined]);
});
