/**
 * Options that are null, and defaults that are filled in later.
 */
import { Chart } from 'cdk8s';
import { Cluster } from '../../../lib/constructs/cluster';
import { Fleet } from '../../../lib/constructs/fleet';
import { Profile } from '../../../lib/constructs/profile';
import type { SubscriptionDefaults } from '../../../lib/constructs/props/subscription-options';
import type { ICatalog } from '../../../lib/constructs/props/i-catalog';
import { withoutNull } from '../../../lib/constructs/props/without-null';
import { RemovalGuard } from '../../../lib/constructs/removal-guard';
import { formatProblem } from '../../../lib/model/problem-words';
import { releaseOf } from '../emitted';
import { repositoryOf, subscription } from '../folder/subscription-texts';
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
])('defaults of %s that are null at first apply to the subscriptions after they are filled in', (_, create) => {
  const defaults: { -readonly [Key in keyof SubscriptionDefaults]: SubscriptionDefaults[Key] } = {};
  Object.assign(defaults, nulls('timeout'));
  const cluster = create(defaults);
  cluster.subscribe(Profile.fromHelmChart(chart), { id: 'before' });
  defaults.interval = '7m';
  Object.assign(defaults, nulls('install', 'upgradeOrder'));
  cluster.subscribe(Profile.fromHelmChart(chart), { id: 'after' });
  expect(['before', 'after'].map(name => releaseOf(cluster, name).spec.interval)).toEqual(['10m', '7m']);
});

test('so do defaults of manifests, which may be null too', () => {
  const manifestDefaults: { interval?: '7m' } = nulls('patches', 'timeout');
  const cluster = new Cluster(new Fleet({ outdir: temporaryFolder(), delivery }), 'production', { manifestDefaults });
  manifestDefaults.interval = '7m';
  cluster.kustomization('issuers', { path: './infrastructure/issuers' });
  expect(releaseOf(cluster, 'issuers').spec).toMatchObject({ values: { spec: { interval: '7m' } } });
});

test('a catalog that is a plain object is not copied', () => {
  const catalog = { catalogName: 'platform', tryProfile: () => undefined, ...nulls('cache') } as unknown as ICatalog;
  const fleet = new Fleet({ outdir: temporaryFolder() });
  expect(new Cluster(fleet, 'production', { catalog }).catalogs[0]).toBe(catalog);
  expect(new Cluster(fleet, 'staging', { catalogs: [catalog] }).catalogs[0]).toBe(catalog);
});

test('options of items of a list may be null', () => {
  const items = (more: (...names: string[]) => object) => {
    const cluster = new Cluster(new Fleet({ outdir: temporaryFolder(), delivery }), 'production');
    const valuesFrom = [{ kind: 'ConfigMap' as const, name: 'mesh', ...more('optional', 'valuesKey') }];
    cluster.subscribe(Profile.fromHelmChart(chart), { valuesFrom });
    const healthChecks = [{ apiVersion: 'v1', kind: 'Namespace', name: 'mesh', ...more('namespace') }];
    const patches = [{ patch: '{}', ...more('target') }];
    cluster.kustomization('issuers', { path: './infrastructure/issuers', healthChecks, patches });
    return cluster.toJson();
  };
  expect(items(nulls)).toEqual(items(() => ({})));
});

test('all options together may be null', () => {
  const fleet = new Fleet(null as never);
  const cluster = new Cluster(fleet, 'production', null as never);
  cluster.subscribe(Profile.fromHelmChart(chart), null as never);
  expect(fleet.problems).toEqual([]);
});

test('an item that is null is a problem that names the option', () => {
  const list: never[] = [null as never];
  const defaults = { valuesFrom: list };
  const fleet = new Fleet({ outdir: temporaryFolder(), delivery, shards: list, defaults });
  const options = { shards: list, existingNamespaces: list, manifestDefaults: { healthChecks: list }, catalogs: list };
  const cluster = new Cluster(fleet, 'production', options);
  const other = new Cluster(fleet, 'staging', { defaults });
  cluster.subscribe(Profile.fromHelmChart(chart), { valuesFrom: list, dependsOn: list });
  other.kustomization('issuers', { path: './infrastructure/issuers', healthChecks: list });
  const names = fleet.problems.map(problem =>
    formatProblem(problem).replace(' is null; drop it, or give what it should be', ''),
  );
  expect(names.sort()).toEqual([
    '"defaults.valuesFrom[0]"',
    '"shards[0]"',
    '[production/linkerd2] "dependsOn[0]"',
    '[production/linkerd2] "valuesFrom[0]"',
    '[production] "catalogs[0]"',
    '[production] "existingNamespaces[0]"',
    '[production] "manifestDefaults.healthChecks[0]"',
    '[production] "shards[0]"',
    '[staging/issuers] "healthChecks[0]"',
    '[staging] "defaults.valuesFrom[0]"',
  ]);
  expect(() => Profile.fromHelmChart({ ...chart, valuesFiles: list })).toThrow('"valuesFiles[0]" is null; drop it');
  const guard = new RemovalGuard(fleet, 'guard');
  expect(() => guard.deliverFrom(new Chart(fleet, 'flux'), { dependsOn: list })).toThrow('"dependsOn[0]" is null');
});

test('options of a cluster from files that are null leave those of the files', () => {
  repositoryOf({
    'subscriptions/production/cluster.yaml':
      'apiVersion: cdk8s-profiles/v1\nkind: Cluster\nspec: {namespace: team-a}\n',
    'subscriptions/production/mesh.yaml': subscription('mesh', '  profile: linkerd2\n'),
  });
  for (const props of [null, nulls('namespace', 'catalogs')]) {
    const cluster = Cluster.fromFolder(new Fleet(), 'production', 'subscriptions/production', props as never);
    expect([cluster.namespace, cluster.plan.problems]).toEqual(['team-a', []]);
  }
});
