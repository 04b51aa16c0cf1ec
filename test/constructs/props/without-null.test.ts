/**
 * Options that are null, and defaults that are filled in later.
 */
import { Chart } from 'cdk8s';
import { Cluster } from '../../../lib/constructs/cluster';
import { Fleet } from '../../../lib/constructs/fleet';
import { Profile } from '../../../lib/constructs/profile';
import type { SubscriptionDefaults } from '../../../lib/constructs/props/subscription-options';
import { withoutNull } from '../../../lib/constructs/props/without-null';
import { RemovalGuard } from '../../../lib/constructs/removal-guard';
import { releaseOf } from '../emitted';
import { temporaryFolder } from '../temporary-folder';

const delivery = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;
const chart = { repository: 'https://helm.linkerd.io/stable', chart: 'linkerd2', version: '2.11.1' };

/** Null for each of `names`, as data from JSON may have it. */
const nulls = (...names: string[]) => Object.fromEntries(names.map(name => [name, null])) as object;

/** What is written with `more` in the options of everything. */
function written(more: (...names: string[]) => object): string {
  const defaults = { install: { retries: 2, ...more('timeout', 'crds') }, ...more('upgrade', 'timeout', 'kubeConfig') };
  const inherited = more('sources', 'shards', 'kubernetesVersion', 'receiver', 'existingApis', 'labels', 'catalogs');
  const fleet = new Fleet({ outdir: temporaryFolder(), delivery, defaults, ...inherited });
  const cluster = new Cluster(fleet, 'production', { ...inherited, ...more('namespace', 'defaults', 'delivery') });
  const mesh = cluster.subscribe(Profile.fromHelmChart({ ...chart, ...more('layer', 'sourceRef', 'profileName') }), {
    ...more('install', 'upgrade', 'uninstall', 'values', 'valuesFrom', 'dependsOn', 'version', 'layer', 'namespace'),
    ...more('releaseName', 'timeout', 'driftDetection', 'kubeConfig', 'shard', 'labels', 'targetNamespace'),
  });
  const folder = { path: './infrastructure/issuers', dependsOn: [mesh] };
  cluster.kustomization('issuers', { ...folder, ...more('namespace', 'healthChecks', 'postBuild', 'sourceRef') });
  const flux = new Chart(fleet, 'flux');
  cluster.deliverFrom(flux, more('name', 'namespace', 'interval', 'dependsOn', 'report'));
  new RemovalGuard(fleet, 'guard', more('namespaces', 'appliers')).deliverFrom(flux, more('name'));
  return fleet.synthYaml();
}

test('an option that is null counts as not given', () => {
  expect(written(nulls)).toBe(written(() => ({})));
});

test('null in values and patches stays, and options without null are the same object', () => {
  const options = { values: { replicas: null }, patch: { spec: { test: null } }, install: { retries: 2 } };
  expect(withoutNull(options)).toBe(options);
  expect(withoutNull({ ...options, install: { ...options.install, crds: null }, values: null })).toEqual({
    patch: options.patch,
    install: options.install,
  });
});

test.each([
  ['a fleet', (defaults: object) => new Cluster(new Fleet({ outdir: temporaryFolder(), defaults }), 'production')],
  [
    'a cluster',
    (defaults: object) => new Cluster(new Fleet({ outdir: temporaryFolder() }), 'production', { defaults }),
  ],
])('defaults of %s that are empty at first apply to the subscriptions after they are filled in', (_, create) => {
  const defaults: { -readonly [Key in keyof SubscriptionDefaults]: SubscriptionDefaults[Key] } = {};
  const cluster = create(defaults);
  cluster.subscribe(Profile.fromHelmChart(chart), { id: 'before' });
  defaults.interval = '7m';
  cluster.subscribe(Profile.fromHelmChart(chart), { id: 'after' });
  expect(['before', 'after'].map(name => releaseOf(cluster, name).spec.interval)).toEqual(['10m', '7m']);
});
