import { shortenReleaseName } from '../../lib/model/names';
import { change, MANAGED, release } from './output-of';

const IGNORED = { annotations: { 'cdk8s-profiles/ignore-order': '' } };
const FOREIGN = { labels: {} };
const object = (kind: string, name: string, apiVersion = 'source.toolkit.fluxcd.io/v1') => ({
  apiVersion,
  kind,
  metadata: { name, ...(kind !== 'Namespace' && { namespace: 'flux-system' }), labels: MANAGED },
});

test.each([
  ['targetNamespace', { targetNamespace: 'shop' }, { targetNamespace: 'shops' }, 'shop', 'shops'],
  ['targetNamespace', {}, { targetNamespace: 'shops', releaseName: 'shop' }, 'flux-system', 'shops'],
  ['storageNamespace', { storageNamespace: 'a' }, {}, 'a', 'flux-system'],
  ['releaseName', {}, { releaseName: 'gateway' }, 'shop', 'gateway'],
  ['chart', { chart: { spec: { chart: './charts/a' } } }, { chart: { spec: { chart: './charts/b' } } }, 'a', 'b'],
])('a change of %s makes Flux reinstall a release, which the guard refuses', (field, from, to, before, after) => {
  const [old, now] = [release('shop', from), release('shop', to)];
  const move = { kind: 'reinstalled', field, before, after };
  const effects = (isGuarded: boolean, base = old) => change([base], [now], isGuarded).releases[0].effects;
  expect(effects(false)).toEqual([move]);
  expect(effects(true)).toEqual([move, { kind: 'refused', isCertain: true, reason: 'move' }]);
  expect(effects(true, release('shop', from, IGNORED))).toEqual([move]);
  expect(effects(true, release('shop', from, FOREIGN))).toEqual([move]);
});

test.each([
  [
    'a chart that is upgraded in place',
    { chart: { spec: { chart: 'a' } } },
    { chart: { spec: { chart: 'b' } }, upgrade: { chartNameChangeStrategy: 'InPlaceUpdate' } },
  ],
  [
    'the same names, written',
    {},
    { releaseName: 'shop', targetNamespace: 'flux-system', storageNamespace: 'flux-system' },
  ],
  ['a long name, shortened', { releaseName: 'x'.repeat(60) }, { releaseName: shortenReleaseName('x'.repeat(60)) }],
])('Flux does not reinstall for %s', (_, from, to) => {
  expect(change([release('shop', from)], [release('shop', to)], true).releases[0].effects).toEqual([]);
});

test('the guard compares the path of a chart in a folder, not its name', () => {
  const shop = (chart: string, spec: object = {}) => release('shop', { chart: { spec: { chart } }, ...spec });
  const effects = (spec: object) =>
    change([shop('./dist/charts/shop')], [shop('./out/charts/shop', spec)], true).releases[0].effects;
  expect(effects({})).toEqual([{ kind: 'refused', isCertain: true, reason: 'move' }]);
  expect(effects({ upgrade: { chartNameChangeStrategy: 'InPlaceUpdate' } })).toEqual([]);
});

test.each([
  ['podinfo', 'podinfo', []],
  ['podinfo', 'other', [{ kind: 'refused', isCertain: true, reason: 'move' }]],
  [undefined, 'other', []],
])('the guard compares the profiles of charts in registries: %s and %s', (profile, newProfile, refusals) => {
  const output = (chart: string, name: string | undefined) => [
    { ...object('OCIRepository', chart), spec: { url: `oci://ghcr.io/stefanprodan/charts/${chart}` } },
    release(
      'podinfo',
      { chart: undefined, chartRef: { kind: 'OCIRepository', name: chart } },
      { annotations: { 'cdk8s-profiles/profile': name } },
    ),
  ];
  const { releases } = change(output('podinfo', profile), output('other', newProfile), true);
  expect(releases[0].effects).toEqual([
    { kind: 'reinstalled', field: 'chart', before: 'podinfo', after: 'other' },
    ...refusals,
  ]);
});

test('another cluster in kubeConfig leaves the Helm release on the old one', () => {
  const on = (name: string) => release('shop', { kubeConfig: { secretRef: { name } } });
  expect(change([on('a')], [on('b')], true).releases[0].effects).toEqual([
    { kind: 'orphaned', reason: 'other cluster', by: 'flux-system/shop' },
  ]);
});

test('the guard refuses to delete what another release still needs', () => {
  const spec = {
    chart: { spec: { chart: 'flagger', sourceRef: { kind: 'HelmRepository', name: 'flagger' } } },
    dependsOn: [{ name: 'linkerd2' }],
    valuesFrom: [{ kind: 'ConfigMap', name: 'flagger-values' }],
    targetNamespace: 'mesh',
  };
  const user = release('flagger', spec);
  const needed = [
    release('linkerd2'),
    object('HelmRepository', 'flagger'),
    object('ConfigMap', 'flagger-values', 'v1'),
    object('Namespace', 'mesh', 'v1'),
  ];
  const { releases, objects } = change([user, ...needed], [user], true);
  const by = 'flux-system/flagger';
  const all = [...releases, ...objects].map(({ effects }) => effects.filter(({ kind }) => kind === 'refused'));
  expect(all).toEqual([
    [{ kind: 'refused', isCertain: true, reason: 'dependant', by }],
    [{ kind: 'refused', isCertain: true, reason: 'values', by }],
    [{ kind: 'refused', isCertain: true, reason: 'chart', by }],
    [{ kind: 'refused', isCertain: true, reason: 'namespace', by }],
  ]);
  const unneeded = change([release('flagger', spec, FOREIGN), ...needed], [release('flagger', spec, FOREIGN)], true);
  expect(
    [...unneeded.releases, ...unneeded.objects]
      .flatMap(({ effects }) => effects)
      .filter(({ kind }) => kind === 'refused'),
  ).toEqual([]);
});

test('the guard refuses to delete a cluster that a release, or manifests in it, reach by its kubeconfig', () => {
  const eu1 = object('Cluster', 'eu-1', 'cluster.x-k8s.io/v1beta2');
  const refusals = (spec: object, cluster: object = eu1, ...labels: object[]) =>
    change([release('flagger', spec, ...labels), cluster], [release('flagger', spec, ...labels)], true)
      .objects.flatMap(({ effects }) => effects)
      .filter(({ kind }) => kind === 'refused');
  const to = (name: string) => ({ kubeConfig: { secretRef: { name } } });
  const refused = [{ kind: 'refused', isCertain: true, reason: 'installed', by: 'flux-system/flagger' }];
  expect(refusals(to('eu-1-kubeconfig'))).toEqual(refused);
  expect(refusals(to('eu-1-user-kubeconfig'))).toEqual(refused);
  expect(refusals({ values: { spec: to('eu-1-kubeconfig') } })).toEqual(refused);
  expect(refusals(to('eu-11-kubeconfig'))).toEqual([]);
  expect(refusals(to('eu-1-kubeconfig'), eu1, FOREIGN)).toEqual([]);
  expect(refusals(to('eu-1-kubeconfig'), { ...eu1, apiVersion: 'example.com/v1' })).toEqual([]);
});

test('a release that takes over a Helm release is refused until the old one is suspended', () => {
  const [old, now] = [release('mesh', { releaseName: 'linkerd2' }), release('linkerd2')];
  expect(change([old], [now], true).releases).toMatchObject([
    {
      kind: 'renamed',
      effects: [{ kind: 'refused', isCertain: true, reason: 'same Helm release', by: 'flux-system/linkerd2' }],
    },
  ]);
  const suspended = release('mesh', { releaseName: 'linkerd2', suspend: true });
  expect(change([suspended], [now], true).releases).toMatchObject([{ kind: 'renamed', effects: [] }]);
  expect(change([old], [now]).releases).toMatchObject([{ effects: [{ kind: 'reinstalled', field: 'metadata' }] }]);
});
