/**
 * Custom resources next to releases: Flux applies nothing of a folder that has an unknown kind.
 */
import { ApiObject, App, Chart, Include } from 'cdk8s';
import { Cluster, type ClusterProps, Fleet, Profile } from 'cdk8s-profiles';
import { Construct } from 'constructs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder';

const DELIVERY = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;
const ISSUER = { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata: { name: 'letsencrypt' } };
const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'clusterissuers.cert-manager.io' },
  spec: { group: 'cert-manager.io', names: { kind: 'ClusterIssuer' } },
};
const listOf = (name: string, item: object) => ({
  apiVersion: 'v1',
  kind: 'List',
  metadata: { name },
  ...{ items: [item] },
});

let fleet: Fleet;

beforeEach(() => {
  fleet = new Fleet({ delivery: DELIVERY });
});

function clusterWith(scope: App, props: ClusterProps = {}, options: object = {}): Cluster {
  const cluster = new Cluster(scope, 'production', props);
  const repository = 'https://charts.jetstack.io';
  cluster.subscribe(Profile.fromHelmChart({ repository, chart: 'cert-manager', version: 'v1.18.2' }), options);
  return cluster;
}

/** A file with a YAML document, to include. */
function fileOf(object: object): string {
  const path = join(temporaryFolder(), 'object.yaml');
  writeFileSync(path, JSON.stringify(object));
  return path;
}

const WAYS: readonly [string, (scope: Construct, object: typeof ISSUER) => unknown][] = [
  ['as an object', (scope, object) => new ApiObject(scope, object.kind, object)],
  ['in a nested construct', (scope, object) => new ApiObject(new Construct(scope, `a-${object.kind}`), 'b', object)],
  ['in a List', (scope, object) => new ApiObject(scope, object.kind, listOf(object.kind.toLowerCase(), object))],
  ['in an included file', (scope, object) => new Include(scope, object.kind, { url: fileOf(object) })],
  ['in a List in an included file', (scope, object) => new Include(scope, object.kind, { url: fileOf(listOf(object.kind.toLowerCase(), object)) })], // prettier-ignore
];

describe.each(WAYS)('a ClusterIssuer %s', (_, create) => {
  test('fails next to the release that brings its kind, in a fleet and under a stock App', () => {
    const cluster = clusterWith(fleet);
    create(cluster, ISSUER);
    expect(cluster.plan.problems).toMatchObject([
      { kind: 'unserved-api', object: 'ClusterIssuer "letsencrypt"', group: 'cert-manager.io' },
    ]);
    const app = new App();
    create(clusterWith(app), ISSUER);
    expect(() => app.synth()).toThrow('Create the object in cluster.manifests()');
  });

  test('is fine in manifests, and next to its CRD, however that is written', () => {
    create(clusterWith(fleet).manifests('issuers', { layer: 1 }), ISSUER);
    expect(fleet.problems).toEqual([]);
    for (const [, define] of WAYS) {
      const cluster = new Cluster(new Fleet(), 'production');
      create(cluster, ISSUER);
      define(cluster, CRD);
      expect(cluster.plan.problems).toEqual([]);
    }
  });
});

test('fails next to a release on another cluster, which does not bring the kind to this one', () => {
  const cluster = clusterWith(fleet, {}, { kubeConfig: { secretRef: { name: 'edge' } } });
  new ApiObject(cluster, 'issuer', ISSUER);
  expect(cluster.plan.problems).toMatchObject([{ kind: 'misplaced-object', path: 'production/issuer' }]);
});

test('a CRD that another Kustomization applies counts; one of manifests, of a release or of another cluster does not', () => {
  const cluster = clusterWith(fleet);
  new ApiObject(cluster, 'issuer', ISSUER);
  new ApiObject(cluster.manifests('crds'), 'crd', CRD);
  new ApiObject(new Cluster(fleet, 'staging'), 'crd', CRD);
  expect(cluster.plan.problems).toMatchObject([{ kind: 'unserved-api' }]);
  new ApiObject(new Construct(new Chart(fleet, 'infrastructure'), 'crds'), 'crd', CRD);
  expect(cluster.plan.problems).toEqual([]);
});

test('a kind is known by its group too, and a group by the program', () => {
  const cluster = clusterWith(fleet, { existingApis: ['monitoring.coreos.com'] });
  new ApiObject(cluster, 'monitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: 'a' },
  });
  expect(cluster.plan.problems).toEqual([]);
  new ApiObject(cluster, 'issuer', { ...ISSUER, apiVersion: 'example.com/v1' });
  new ApiObject(cluster, 'crd', CRD);
  expect(cluster.plan.problems).toMatchObject([{ group: 'example.com' }]);
});

test.each([
  ['no items', {}],
  ['null items', { items: null }],
  ['items that are no objects', { items: [null, 'a', []] }],
])('a List with %s is no problem of this kind', (_, content) => {
  const cluster = clusterWith(fleet);
  new ApiObject(cluster, 'list', { apiVersion: 'v1', kind: 'List', metadata: { name: 'all' }, ...content });
  expect(cluster.plan.problems).toEqual([]);
});
