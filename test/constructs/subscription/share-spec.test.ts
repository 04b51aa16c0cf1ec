import { Cluster, type DriftMode, Fleet, type SubscribeOptions } from 'cdk8s-profiles';
import type { ApiObject } from 'cdk8s';
import { readObject } from '../../../lib/constructs/tree/flux-object';
import { dependenciesOf, type EmittedObject, releaseOf } from '../emitted';
import { platformCatalog } from '../platform-catalog';

const CLUSTERS = ['canary', 'staging', 'production'];

/** The HelmRelease of flagger on each cluster, not copied, which waits for linkerd2 with values that depend on the cluster. */
function flaggerOn(valuesOf: (cluster: string) => object) {
  const fleet = new Fleet();
  const catalog = platformCatalog(fleet);
  const clusters = CLUSTERS.map(name => {
    const cluster = new Cluster(fleet, name, { catalog });
    cluster.subscribe('linkerd2', { values: valuesOf(name) });
    cluster.subscribe('flagger', { values: { meshProvider: 'linkerd' } });
    return cluster;
  });
  return clusters.map(cluster => {
    const object = cluster.node.findChild('flagger').node.findChild('Resource') as ApiObject;
    return readObject(object) as unknown as EmittedObject;
  });
}

test('clusters with the same releases share what they have in common, frozen', () => {
  const [canary, staging, production] = flaggerOn(() => ({ replicas: 1 }));
  expect(staging.spec).toBe(canary.spec);
  expect(production.spec).toBe(canary.spec);
  expect(Object.isFrozen(canary.spec.values)).toBe(true);
  expect(dependenciesOf(production)).toEqual(['linkerd2']);
  const names = [canary, staging, production].map(({ metadata }) => metadata.annotations?.['cdk8s-profiles/cluster']);
  expect(names).toEqual(CLUSTERS);
});

test('a cluster on which a dependency has other values has its own revisions', () => {
  const [canary, staging, production] = flaggerOn(name => ({ replicas: name === 'production' ? 3 : 1 }));
  expect(staging.spec).toBe(canary.spec);
  expect(production.spec.values).toBe(canary.spec.values);
  expect(production.spec.dependsOn).not.toEqual(canary.spec.dependsOn);
  const revisions = [canary, staging, production].map(({ metadata }) => metadata.labels?.['cdk8s-profiles/revision']);
  expect(new Set(revisions).size).toBe(2);
});

test('more rings than are compared get what they would get alone', () => {
  const rings = Array.from(
    { length: 12 },
    (_, i) => [`ring-${String(i).padStart(2, '0')}`, { replicas: i % 6 }] as const,
  );
  const textOf = (clusters: typeof rings) => {
    const fleet = new Fleet();
    const catalog = platformCatalog(fleet);
    for (const [name, values] of clusters) new Cluster(fleet, name, { catalog }).subscribe('linkerd2', { values });
    return fleet.synthYaml();
  };
  expect(textOf(rings)).toBe(rings.map(ring => textOf([ring])).join(''));
});

test.each<[string, SubscribeOptions]>([
  ['no options', {}],
  ['another interval', { interval: '5m' }],
  ['other values', { values: { replicas: 2 } }],
  ['values from a Secret', { valuesFrom: [{ kind: 'Secret', name: 'mesh' }] }],
  ['another namespace of the workload', { targetNamespace: 'mesh' }],
  ['another name of the release', { releaseName: 'mesh' }],
  ['another version', { version: '0.0.16' }],
  ['another dependency', { dependsOn: [] }],
])('a cluster after one with the defaults gets what it would get alone: %s', (_, options) => {
  const textOf = (clusters: readonly [name: string, SubscribeOptions][]) => {
    const fleet = new Fleet();
    const catalog = platformCatalog(fleet);
    for (const [name, own] of clusters) new Cluster(fleet, name, { catalog }).subscribe('linkerd2', own);
    return fleet.synthYaml();
  };
  const clusters: [string, SubscribeOptions][] = [
    ['canary', { interval: '10m' }],
    ['production', options],
  ];
  expect(textOf(clusters)).toBe(clusters.map(cluster => textOf([cluster])).join(''));
});

test('an option that a program changes between two clusters counts on the second one', () => {
  const fleet = new Fleet();
  const catalog = platformCatalog(fleet);
  const driftDetection: { mode: DriftMode } = { mode: 'warn' };
  const modes = CLUSTERS.map((name, i) => {
    if (i > 0) driftDetection.mode = 'disabled';
    const cluster = new Cluster(fleet, name, { catalog });
    cluster.subscribe('linkerd2', { driftDetection });
    return releaseOf(cluster, 'linkerd2').spec.driftDetection;
  });
  expect(modes).toEqual([{ mode: 'warn' }, { mode: 'disabled' }, { mode: 'disabled' }]);
});

test('a patch of one cluster does not change the others', () => {
  const fleet = new Fleet();
  const catalog = platformCatalog(fleet);
  const [first, second] = ['first', 'second'].map(name => new Cluster(fleet, name, { catalog }));
  for (const cluster of [first, second]) cluster.subscribe('linkerd2', { values: { replicas: 1 } });
  second.subscribe('flagger').patch({ spec: { suspend: true } });
  first.subscribe('flagger');
  expect(releaseOf(first, 'flagger').spec.suspend).toBeUndefined();
  expect(releaseOf(second, 'flagger').spec.suspend).toBe(true);
});

test('text that Flux would replace is found in shared values too', () => {
  const fleet = new Fleet();
  const catalog = platformCatalog(fleet);
  const clusters = CLUSTERS.map(name => new Cluster(fleet, name, { catalog }));
  for (const cluster of clusters) cluster.subscribe('linkerd2', { values: { domain: '${DOMAIN}' } });
  const annotations = clusters.map(cluster => releaseOf(cluster, 'linkerd2').metadata.annotations);
  const disabled = annotations.map(found => found?.['kustomize.toolkit.fluxcd.io/substitute']);
  expect(disabled).toEqual(['disabled', 'disabled', 'disabled']);
});

test('a program that changes the plan of one cluster changes nothing that is written', () => {
  const textOf = (change: (cluster: Cluster) => void) => {
    const fleet = new Fleet();
    const catalog = platformCatalog(fleet);
    const clusters = CLUSTERS.map(name => new Cluster(fleet, name, { catalog }));
    for (const cluster of clusters) for (const name of ['linkerd2', 'flagger']) cluster.subscribe(name);
    change(clusters[0]);
    return fleet.synthYaml();
  };
  const changed = textOf(({ plan }) => plan.layers.forEach(({ members }) => (members as string[]).pop()));
  expect(changed).toBe(textOf(() => {}));
});

test('options that a program changes between two syntheses count', () => {
  const fleet = new Fleet();
  const props: { order: 'layers' | 'dependencies' } = { order: 'layers' };
  const cluster = new Cluster(fleet, 'production', Object.assign(props, { catalog: platformCatalog(fleet) }));
  for (const name of ['linkerd2', 'flagger']) cluster.subscribe(name);
  expect(dependenciesOf(releaseOf(cluster, 'flagger'))).toEqual(['linkerd2']);
  props.order = 'dependencies';
  expect(dependenciesOf(releaseOf(cluster, 'flagger'))).toEqual([]);
});
