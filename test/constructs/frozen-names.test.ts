/**
 * Names that existing fleets depend on. A change would reinstall their releases, or lose track of
 * them, so these tests must not be adapted.
 */
import { Cluster, Fleet, Profile, ProfileSubscription } from 'cdk8s-profiles';
import { Construct } from 'constructs';
import { type EmittedObject, objectsOf, releaseOf } from './emitted';
import { platformCatalog, REPOSITORY } from './platform-catalog';
import { filesIn, temporaryFolder } from './temporary-folder';

/** 60 characters. */
const LONG = 'external-secrets-store-config-for-payments-and-checkout-team';

let fleet: Fleet;
let production: Cluster;

beforeEach(() => {
  fleet = new Fleet({ outdir: temporaryFolder() });
  production = new Cluster(fleet, 'production', { catalog: platformCatalog(fleet), existingNamespaces: ['team-a'] });
});

const identityOf = ({ metadata: { name, namespace }, spec }: EmittedObject) => {
  const { releaseName, targetNamespace, storageNamespace } = spec;
  return { name, namespace, releaseName, targetNamespace, storageNamespace };
};

test('a release is named after its id, wherever its construct is in the tree', () => {
  const platform = new Construct(new Construct(production, 'platform'), 'networking');
  new ProfileSubscription(platform, 'mesh', { profile: 'linkerd2' });
  expect(identityOf(releaseOf(production, 'mesh'))).toEqual({
    name: 'mesh',
    namespace: 'flux-system',
    releaseName: 'mesh',
    targetNamespace: 'linkerd2',
    storageNamespace: 'linkerd2',
  });
});

test('names can be given, and are then not changed', () => {
  const targetNamespace = 'linkerd';
  production.subscribe('linkerd2', { subscriptionName: 'mesh', namespace: 'team-a', targetNamespace });
  expect(identityOf(releaseOf(production, 'mesh'))).toEqual({
    name: 'mesh',
    namespace: 'team-a',
    releaseName: 'mesh',
    targetNamespace,
    storageNamespace: targetNamespace,
  });
});

test('a name that is too long for Helm is shortened as helm-controller does, in the release name only', () => {
  production.subscribe('external-secrets-store-config', { id: LONG });
  expect(identityOf(releaseOf(production, LONG))).toMatchObject({
    name: LONG,
    // 40 characters, and 12 of: printf %s "$LONG" | sha256sum
    releaseName: 'external-secrets-store-config-for-paymen-5a2803ca6d77',
    targetNamespace: 'external-secrets-store-config',
  });
});

test('with a kubeconfig the object’s name contains that of its cluster, and the release’s does not', () => {
  production.subscribe('linkerd2', { kubeConfig: { secretRef: { name: 'production-kubeconfig' } } });
  expect(identityOf(releaseOf(production, 'production-linkerd2'))).toMatchObject({ releaseName: 'linkerd2' });
});

test.each([
  [REPOSITORY, 'charts-example-com-68e85503'],
  ['https://charts.example.com/stable', 'charts-example-com-stable-890f1710'],
  ['http://charts.example.com:8080', 'charts-example-com-8080-6f3a1410'],
  ['oci://registry.example.com/charts', 'registry-example-com-charts-podinfo-6f9b8354'],
  [`https://${'a'.repeat(60)}.example.com`, `${'a'.repeat(54)}-1661b0e5`],
])('the source of %s is %s', (repository, name) => {
  production.subscribe(Profile.fromHelmChart({ repository, chart: 'podinfo', version: '6.5.4' }));
  const sources = objectsOf(production).filter(({ kind }) => kind !== 'HelmRelease');
  expect(sources.map(({ metadata }) => [metadata.name, metadata.namespace])).toEqual([[name, 'flux-system']]);
});

test('labels and annotations', () => {
  const vault = production.subscribe('vault', { layer: 0 });
  production.subscribe('linkerd2', { dependsOn: [vault] });
  expect(releaseOf(production, 'linkerd2').metadata).toMatchObject({
    labels: { 'app.kubernetes.io/managed-by': 'cdk8s-profiles', 'weave.works/applied-layer': 'layer-1' },
    annotations: {
      'cdk8s-profiles/catalog': 'platform',
      'cdk8s-profiles/cluster': 'production',
      'cdk8s-profiles/depends-on': 'vault',
      'cdk8s-profiles/profile': 'linkerd2',
      'cdk8s-profiles/range': '*',
      'cdk8s-profiles/version': '0.0.16',
    },
  });
  const [source] = objectsOf(production, 'HelmRepository');
  expect(source.metadata.labels).toEqual({ 'app.kubernetes.io/managed-by': 'cdk8s-profiles' });
});

test('API versions', () => {
  production.subscribe('flagger');
  const repository = 'oci://registry.example.com/charts';
  production.subscribe(Profile.fromHelmChart({ repository, chart: 'podinfo', version: '6.5.4' }));
  expect(objectsOf(production).map(({ apiVersion, kind }) => `${kind} ${apiVersion}`)).toEqual([
    'HelmRelease helm.toolkit.fluxcd.io/v2',
    'HelmRelease helm.toolkit.fluxcd.io/v2',
    'HelmRepository source.toolkit.fluxcd.io/v1',
    'OCIRepository source.toolkit.fluxcd.io/v1',
  ]);
});

test('files', () => {
  production.subscribe('linkerd2');
  new Cluster(fleet, 'eu', {
    clusterName: 'staging',
    catalog: production.catalog,
    existingNamespaces: ['team-a'],
  }).subscribe('flagger', {
    subscriptionName: 'canary',
    namespace: 'team-a',
  });
  fleet.synth();
  expect(Object.keys(filesIn(fleet.outdir))).toEqual([
    'production/HelmRelease.flux-system.linkerd2.k8s.yaml',
    'production/HelmRepository.flux-system.charts-example-com-68e85503.k8s.yaml',
    'staging/HelmRelease.team-a.canary.k8s.yaml',
    'staging/HelmRepository.team-a.charts-example-com-68e85503.k8s.yaml',
  ]);
});
