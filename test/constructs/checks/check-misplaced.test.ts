/**
 * Objects of a cluster whose releases go to another API server than that of Flux.
 */
import { ApiObject } from 'cdk8s';
import { Cluster, Fleet, Profile } from 'cdk8s-profiles';
import type { Construct } from 'constructs';
import { REPOSITORY } from '../platform-catalog';

const KUBE_CONFIG = { kubeConfig: { secretRef: { name: 'eu-1-kubeconfig', key: 'value' } } };
const DELIVERY = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;
const podinfo = Profile.fromHelmChart({ repository: REPOSITORY, chart: 'podinfo', version: '6.5.4' });

let cluster: Cluster;

beforeEach(() => {
  cluster = new Cluster(new Fleet({ delivery: DELIVERY }), 'eu-1', { namespace: 'clusters', defaults: KUBE_CONFIG });
});

function create(kind: string, name: string, apiVersion = 'v1', more: object = {}, scope: Construct = cluster) {
  new ApiObject(scope, `${kind}-${name}`, { apiVersion, kind, metadata: { name }, ...more });
}

const misplaced = () => cluster.plan.problems.map(({ kind, path }) => [kind, path]);

test('what neither Flux nor Cluster API reads is a problem, also in a List', () => {
  cluster.subscribe(podinfo, { values: { envFrom: [{ secretRef: { name: 'constructor' } }] } });
  create('Namespace', 'podinfo');
  create('ConfigMap', 'quota');
  create('Secret', 'constructor');
  create('ClusterIssuer', 'letsencrypt', 'cert-manager.io/v1');
  create('Deployment', 'eu-1-kubeconfig', 'apps/v1');
  create('List', 'all', 'v1', { items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, null] });
  const wanted = [
    'ClusterIssuer-letsencrypt',
    'ConfigMap-quota',
    'Deployment-eu-1-kubeconfig',
    'List-all',
    'Namespace-podinfo',
    'Secret-constructor',
  ];
  expect(misplaced().sort()).toEqual(wanted.map(id => ['misplaced-object', `eu-1/${id}`]));
});

test('what they read is none', () => {
  cluster.subscribe(podinfo, {
    namespace: 'team-a',
    valuesFrom: [{ kind: 'ConfigMap', name: 'podinfo-values' }],
    createNamespace: true,
  });
  cluster.manifests('issuers', { postBuild: { substituteFrom: [{ kind: 'Secret', name: 'domain' }] } });
  create('Namespace', 'clusters');
  create('Namespace', 'team-a');
  create('Secret', 'eu-1-kubeconfig');
  create('Secret', 'domain');
  new ApiObject(cluster, 'values', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'podinfo-values', namespace: 'team-a' },
  });
  create('SealedSecret', 'login', 'bitnami.com/v1alpha1');
  create('GitRepository', 'web', 'source.toolkit.fluxcd.io/v1', { spec: { secretRef: { name: 'login' } } });
  create('ConfigMap', 'cni');
  create('ClusterResourceSet', 'cni', 'addons.cluster.x-k8s.io/v1beta2', {
    spec: { resources: [{ kind: 'ConfigMap', name: 'cni' }] },
  });
  expect(misplaced().filter(([kind]) => kind === 'misplaced-object')).toEqual([]);
});

test('the login of a source that clusters share is none', () => {
  const fleet = new Fleet({ sharedSources: true });
  const sources = { [REPOSITORY]: { secretRef: { name: 'login' } } };
  cluster = new Cluster(fleet, 'eu-1', { namespace: 'clusters', defaults: KUBE_CONFIG, sources });
  cluster.subscribe(podinfo);
  create('Secret', 'login');
  create('Secret', 'other');
  expect(misplaced()).toEqual([['misplaced-object', 'eu-1/Secret-other']]);
});

test('objects in manifests, beside a release where Flux runs, and without releases are none', () => {
  create('ConfigMap', 'quota');
  expect(misplaced()).toEqual([]);
  cluster.subscribe(podinfo);
  expect(misplaced()).toHaveLength(1);
  create('ConfigMap', 'limits', 'v1', {}, cluster.manifests('limits'));
  expect(misplaced()).toHaveLength(1);
  const mixed = new Cluster(new Fleet(), 'eu-1', { namespace: 'clusters' });
  mixed.subscribe(podinfo, { ...KUBE_CONFIG, id: 'remote' });
  mixed.subscribe(podinfo);
  create('ConfigMap', 'quota', 'v1', {}, mixed);
  expect(mixed.plan.problems).toEqual([]);
});

test('a namespace other than that of the release that refers to it counts as another object', () => {
  cluster.subscribe(podinfo, { valuesFrom: [{ kind: 'ConfigMap', name: 'podinfo-values' }] });
  new ApiObject(cluster, 'values', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'podinfo-values', namespace: 'podinfo' },
  });
  expect(misplaced()).toEqual([['misplaced-object', 'eu-1/values']]);
});
