import { Cluster, Fleet, ProfileSubscription } from 'cdk8s-profiles';
import { ApiObject } from 'cdk8s';
import { objectsOf, problemsOf, waitsOf } from '../emitted';
import { platformCatalog } from '../platform-catalog';

let production: Cluster;

beforeEach(() => {
  const fleet = new Fleet();
  production = new Cluster(fleet, 'production', { catalog: platformCatalog(fleet) });
});

test('it takes its place in its layer, and writes nothing', () => {
  ProfileSubscription.fromHelmRelease(production, 'mesh', { name: 'linkerd2' }, { layer: 1 });
  production.subscribe('flagger');
  expect(waitsOf(production)).toEqual(['flagger -> linkerd2']);
  expect(objectsOf(production, 'HelmRelease')).toHaveLength(1);
});

test('it carries no order: who waits for its layer also waits for the layer below', () => {
  ProfileSubscription.fromHelmRelease(production, 'mesh', { name: 'linkerd2' }, { layer: 1 });
  ['flagger', 'cert-manager'].forEach(profile => production.subscribe(profile));
  expect(waitsOf(production)).toEqual(['flagger -> cert-manager', 'flagger -> linkerd2']);
});

test('without a layer only releases that name it wait for it', () => {
  const cilium = ProfileSubscription.fromHelmRelease(production, 'cni', { name: 'cilium' });
  production.subscribe('cert-manager', { dependsOn: [cilium] });
  production.subscribe('linkerd2');
  expect(production.plan.problems).toEqual([]);
  expect(waitsOf(production)).toEqual(['cert-manager -> cilium', 'linkerd2 -> cert-manager']);
});

test('it may be in another namespace', () => {
  const namespace = 'kube-system';
  const cilium = ProfileSubscription.fromHelmRelease(production, 'cni', { name: 'cilium', namespace });
  expect(cilium).toMatchObject({ subscriptionName: 'cilium', namespace, layer: undefined });
  production.subscribe('cert-manager', { dependsOn: [cilium] });
  expect(waitsOf(production)).toEqual(['cert-manager -> kube-system/cilium']);
});

test('a HelmRelease of the program in this cluster takes a layer, and is written once', () => {
  const [apiVersion, kind] = ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'];
  const object = new ApiObject(production, 'byHand', { apiVersion, kind, metadata: { name: 'linkerd2' } });
  const mesh = ProfileSubscription.fromHelmRelease(production, 'mesh', object, { layer: 1 });
  production.subscribe('flagger', { dependsOn: [object, mesh] });
  expect(waitsOf(production)).toEqual(['flagger -> linkerd2']);
  expect(objectsOf(production, 'HelmRelease').map(({ metadata }) => metadata.name)).toEqual(['flagger', 'linkerd2']);
});

test('fails for an object that is not a HelmRelease', () => {
  const object = new ApiObject(production, 'config', { apiVersion: 'v1', kind: 'ConfigMap' });
  ProfileSubscription.fromHelmRelease(production, 'mesh', object);
  expect(production.plan.problems).toMatchObject([{ kind: 'invalid-props', path: 'production/mesh' }]);
});

test.each([-1, 1.5, NaN, Infinity])('fails for layer %d', layer => {
  ProfileSubscription.fromHelmRelease(production, 'mesh', { name: 'linkerd2' }, { layer });
  expect(production.plan.problems).toMatchObject([{ kind: 'invalid-layer', value: String(layer) }]);
});

test('fails when a subscription has its name', () => {
  ProfileSubscription.fromHelmRelease(production, 'mesh', { name: 'linkerd2' });
  production.subscribe('linkerd2');
  expect(production.plan.problems).toMatchObject([{ kind: 'duplicate-subscription', name: 'linkerd2' }]);
});

test('fails outside of clusters', () => {
  const action = () => ProfileSubscription.fromHelmRelease(new Fleet(), 'mesh', { name: 'linkerd2' });
  expect(problemsOf(action)).toMatchObject([{ kind: 'invalid-props', path: 'mesh' }]);
});
