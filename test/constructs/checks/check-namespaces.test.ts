/**
 * Namespaces that nothing creates, on the cluster that Flux runs in and on another one.
 */
import { ApiObject, App, Chart } from 'cdk8s';
import { Cluster, Fleet, Profile, type SubscribeOptions } from 'cdk8s-profiles';
import type { Construct } from 'constructs';
import { objectsOf } from '../emitted';
import { REPOSITORY } from '../platform-catalog';

const KUBE_CONFIG = { kubeConfig: { secretRef: { name: 'edge' } } };
const CONFIG = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
const DELIVERY = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;

let fleet: Fleet;
let production: Cluster;

beforeEach(() => {
  fleet = new Fleet({ delivery: DELIVERY });
  production = new Cluster(fleet, 'production', { existingNamespaces: ['legacy'] });
});

function subscribe(chart: string, options: SubscribeOptions = {}, cluster = production) {
  return cluster.subscribe(Profile.fromHelmChart({ repository: REPOSITORY, chart, version: '6.5.4' }), options);
}

function createNamespace(scope: Construct, name: string, kind = 'Namespace'): void {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  const list = { apiVersion: 'v1', kind: 'List', metadata: { name: 'all' }, ...{ items: [namespace] } };
  new ApiObject(scope, `namespace-${name}`, kind === 'List' ? list : namespace);
}

const problems = () => production.plan.problems;
const missing = (namespace: string, subscription: string, of?: string) => ({
  kind: 'missing-namespace',
  namespace,
  path: `production/${subscription}`,
  ...(of && { of }),
});

describe('a target namespace that is not created by the release', () => {
  test('fails when nothing creates it', () => {
    subscribe('podinfo', { createNamespace: false });
    expect(problems()).toEqual([missing('podinfo', 'podinfo')]);
  });

  test.each(['default', 'kube-system', 'flux-system', 'legacy'])('may be %s, which exists', targetNamespace => {
    subscribe('podinfo', { createNamespace: false, targetNamespace });
    expect(problems()).toEqual([]);
  });

  test('may be created by another release', () => {
    subscribe('podinfo', { createNamespace: false, targetNamespace: 'redis' });
    subscribe('redis');
    expect(problems()).toEqual([]);
  });

  test.each(['Namespace', 'List'])('may be created by a %s of the program, of another chart, or of manifests', kind => {
    for (const chart of ['podinfo', 'redis', 'vault']) subscribe(chart, { createNamespace: false });
    createNamespace(production, 'podinfo', kind);
    createNamespace(new Chart(fleet, 'tenants'), 'redis', kind);
    createNamespace(production.manifests('namespaces'), 'vault', kind);
    expect(problems()).toEqual([]);
  });
});

describe('a target namespace on another cluster', () => {
  const remote = { ...KUBE_CONFIG, createNamespace: false };

  test('fails for one that exists only where Flux runs', () => {
    createNamespace(production, 'podinfo');
    createNamespace(production.manifests('namespaces'), 'vault');
    subscribe('redis', { targetNamespace: 'apps' });
    for (const chart of ['podinfo', 'vault']) subscribe(chart, remote);
    subscribe('flagger', { ...remote, targetNamespace: 'apps' });
    subscribe('kyverno', { ...remote, targetNamespace: 'flux-system' });
    expect(problems()).toEqual([
      missing('apps', 'flagger', 'remote cluster'),
      missing('flux-system', 'kyverno', 'remote cluster'),
      missing('podinfo', 'podinfo', 'remote cluster'),
      missing('vault', 'vault', 'remote cluster'),
    ]);
  });

  test('may be created there by a release, by manifests, or by others', () => {
    createNamespace(production.manifests('namespaces', KUBE_CONFIG), 'vault');
    subscribe('redis', { ...KUBE_CONFIG, targetNamespace: 'apps' });
    subscribe('vault', remote);
    subscribe('flagger', { ...remote, targetNamespace: 'apps' });
    subscribe('kyverno', { ...remote, targetNamespace: 'legacy' });
    expect(problems()).toEqual([]);
  });

  test('is needed by manifests and by profiles in Git that are applied to it', () => {
    const targetNamespace = 'apps';
    new ApiObject(production.manifests('quota', { ...KUBE_CONFIG, targetNamespace }), 'a', CONFIG);
    new ApiObject(production.manifests('limits', { targetNamespace: 'limits' }), 'a', CONFIG);
    production.kustomization('base', { path: './base', targetNamespace });
    const artifacts = [{ name: 'rules', kustomize: { path: 'rules' } }];
    const url = 'https://git.example.com/web';
    const git = { kind: 'git', url, tag: 'v1.0.0', commit: 'c0', artifacts } as const;
    const web = { profileName: 'web', version: '1.0.0', git };
    production.subscribe(web, { ...KUBE_CONFIG, targetNamespace });
    production.subscribe(web, { id: 'local', targetNamespace: 'local' });
    production.subscribe(web, { id: 'refused', targetNamespace: 'refused', createNamespace: false });
    const wanted = [
      missing('apps', 'quota', 'remote cluster'),
      missing('apps', 'web/rules', 'remote cluster'),
      missing('limits', 'limits'),
      missing('refused', 'refused/rules'),
    ];
    expect(problems()).toHaveLength(wanted.length);
    expect(problems()).toEqual(expect.arrayContaining(wanted));
    createNamespace(production.manifests('namespaces', KUBE_CONFIG), 'apps');
    for (const name of ['limits', 'refused']) createNamespace(production, name);
    expect(problems()).toEqual([]);
  });

  test('fails for one that is created only on a third cluster', () => {
    subscribe('redis', { kubeConfig: { secretRef: { name: 'other' } }, targetNamespace: 'apps' });
    subscribe('flagger', { ...remote, targetNamespace: 'apps' });
    expect(problems()).toEqual([missing('apps', 'flagger', 'remote cluster')]);
  });
});

describe('the namespace of a HelmRelease', () => {
  test('fails when nothing creates it, also if a release or manifests would create it later', () => {
    subscribe('podinfo', { namespace: 'team-a', ...KUBE_CONFIG });
    subscribe('redis', { namespace: 'team-a', targetNamespace: 'team-a', createNamespace: false });
    subscribe('vault', { targetNamespace: 'team-a' });
    const manifests = production.manifests('quota', { namespace: 'team-a' });
    createNamespace(manifests, 'team-a');
    expect(problems()).toEqual([
      missing('team-a', 'podinfo', 'HelmRelease'),
      missing('team-a', 'quota', 'HelmRelease'),
      missing('team-a', 'redis', 'HelmRelease'),
    ]);
  });

  test.each(['legacy', 'default', 'flux-system'])('may be %s', namespace => {
    subscribe('podinfo', { namespace });
    expect(problems()).toEqual([]);
  });

  test('may be that of the cluster, or of a Namespace that the app writes', () => {
    const staging = new Cluster(fleet, 'staging', { namespace: 'platform' });
    subscribe('podinfo', {}, staging);
    createNamespace(staging, 'team-a', 'List');
    subscribe('redis', { namespace: 'team-a' }, staging);
    createNamespace(new Chart(fleet, 'tenants'), 'team-b');
    subscribe('vault', { namespace: 'team-b' }, staging);
    expect(staging.plan.problems).toEqual([]);
    // the objects of one cluster do not go to another
    subscribe('redis', { namespace: 'team-a' });
    expect(problems()).toEqual([missing('team-a', 'redis', 'HelmRelease')]);
  });

  test('is written with createNamespace, once, and not if the program writes it', () => {
    const staging = new Cluster(fleet, 'staging', { defaults: { createNamespace: true, namespace: 'team-a' } });
    for (const chart of ['podinfo', 'redis']) subscribe(chart, KUBE_CONFIG, staging);
    subscribe('vault', { namespace: 'flux-system' }, staging);
    subscribe('flagger', { namespace: 'team-b' }, staging);
    createNamespace(staging, 'team-b');
    expect(staging.plan.problems).toEqual([]);
    expect(objectsOf(staging, 'Namespace').map(({ metadata }) => [metadata.name, metadata.annotations])).toEqual([
      [
        'team-a',
        {
          'kustomize.toolkit.fluxcd.io/prune': 'disabled',
          'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent',
        },
      ],
      ['team-b', undefined],
    ]);
  });

  test('is checked under a stock App, too', () => {
    const app = new App();
    subscribe('podinfo', { namespace: 'team-a' }, new Cluster(app, 'production'));
    expect(() => app.synthYaml()).toThrow('nothing creates namespace "team-a", in which the HelmRelease is');
  });
});
