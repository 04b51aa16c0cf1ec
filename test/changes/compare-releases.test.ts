import { shareEffects } from '../../lib/changes/share-changes';
import { change, changes, MANAGED, release } from './output-of';

const version = (name: string, text: string) => release(name, { chart: { spec: { chart: name, version: text } } });

test.each([
  ['1.0.0', '1.0.1', 'upgraded', 'patch'],
  ['1.0.0', '2.0.0', 'upgraded', 'major'],
  ['1.10.0', '1.9.0', 'downgraded', 'minor'],
  ['1.x', '2.x', 'changed', undefined],
])('from %s to %s, a release is %s', (from, to, kind, step) => {
  const { releases } = change([version('linkerd2', from)], [version('linkerd2', to)]);
  expect(releases).toMatchObject([{ kind, label: 'linkerd2', from, to, fields: [] }]);
  expect(releases[0].step).toBe(step);
});

test('the version of a chart in a registry is that of its source', () => {
  const source = (tag: string) => ({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    metadata: { name: `podinfo-${tag}`, namespace: 'apps' },
    spec: { url: 'oci://ghcr.io/stefanprodan/charts/podinfo', ref: { tag } },
  });
  const podinfo = (tag: string) => ({
    ...release('podinfo', { chart: undefined, chartRef: { kind: 'OCIRepository', name: `podinfo-${tag}` } }),
    metadata: { name: 'podinfo', namespace: 'apps' },
  });
  const { releases } = change([podinfo('6.9.0'), source('6.9.0')], [podinfo('6.10.0'), source('6.10.0')]);
  expect(releases).toMatchObject([{ kind: 'upgraded', from: '6.9.0', to: '6.10.0', step: 'minor', fields: [] }]);
});

test('another chart in a registry is a new installation, also if clusters share its source', () => {
  const source = (name: string) => ({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    metadata: { name, namespace: 'flux-system', labels: MANAGED },
    spec: { url: `oci://ghcr.io/charts/${name}`, ref: { tag: '1.0.0' } },
  });
  const mesh = (name: string) =>
    release('mesh', { chart: undefined, chartRef: { kind: 'OCIRepository', name }, releaseName: 'mesh' });
  const output = (name: string, folder: string) => ({
    'production/release.yaml': [mesh(name)],
    [`${folder}/source.yaml`]: [source(name)],
  });
  for (const folder of ['production', 'shared-sources']) {
    const found = changes(output('linkerd2', folder), output('istio', folder));
    const { releases } = found.find(({ name }) => name === 'production')!;
    expect(releases[0].effects).toMatchObject([
      { kind: 'reinstalled', field: 'chart', before: 'linkerd2', after: 'istio' },
    ]);
  }
});

test('releases are added and removed, and nothing changes in the same or in another order', () => {
  const [flagger, linkerd2, vault] = ['flagger', 'linkerd2', 'constructor'].map(name => release(name));
  expect(changes([flagger, linkerd2], [linkerd2, flagger])).toEqual([]);
  expect(changes([], [])).toEqual([]);
  const { releases } = change([flagger, linkerd2], [vault, flagger]);
  expect(releases.map(({ kind, label }) => [kind, label])).toEqual([
    ['added', 'constructor'],
    ['removed', 'linkerd2'],
  ]);
});

test('a release that installs the same chart with the same values under another name is renamed', () => {
  const mesh = (name: string) =>
    release(name, { chart: { spec: { chart: 'linkerd2', version: '1.0.0' } }, releaseName: name });
  const flagger = (dependsOn: string) => release('flagger', { dependsOn: [{ name: dependsOn }] });
  const { releases } = change([mesh('linkerd2'), flagger('linkerd2')], [mesh('mesh'), flagger('mesh')]);
  expect(releases).toMatchObject([
    { kind: 'renamed', label: 'mesh', formerLabel: 'linkerd2', effects: [{ kind: 'reinstalled', field: 'metadata' }] },
    { kind: 'waits', label: 'flagger', nowAfter: [], noLongerAfter: [] },
  ]);
});

test.each<[string, object, object, object]>([
  ['is suspended', { suspend: true }, {}, { kind: 'orphaned', reason: 'suspended' }],
  [
    'is not pruned',
    {},
    { annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    { kind: 'orphaned', reason: 'annotation' },
  ],
])('a renamed release that %s stays on the cluster', (_, spec, metadata, effect) => {
  const chart = { spec: { chart: 'linkerd2', version: '1.0.0' } };
  const { releases, rollout } = change(
    [release('linkerd2', { chart, ...spec }, metadata)],
    [release('mesh', { chart })],
  );
  expect(releases).toMatchObject([{ kind: 'renamed', label: 'mesh', formerLabel: 'linkerd2' }]);
  expect(releases[0].effects).toEqual([effect]);
  const cluster = { name: 'production', kind: 'changed', releases, objects: [], rollout } as const;
  expect(shareEffects([cluster])).toMatchObject([{ change: { what: 'linkerd2', effect } }]);
  expect(rollout.removals).toEqual([]);
});

test('a renamed release stays on the cluster if what applies it does not prune', () => {
  const parent = {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'production', namespace: 'flux-system' },
    spec: { path: './dist/production', prune: false },
  };
  const [old, now] = ['linkerd2', 'mesh'].map(name => release(name, { chart: { spec: { chart: 'linkerd2' } } }));
  expect(change([old, parent], [now, parent]).releases[0].effects).toEqual([
    { kind: 'orphaned', reason: 'no pruning', by: 'flux-system/production' },
  ]);
});

test('a change of names is not guessed if two releases could be it', () => {
  const mesh = (name: string) =>
    release(name, { chart: { spec: { chart: 'linkerd2', version: '1.0.0' } }, releaseName: name });
  const { releases } = change([mesh('a'), mesh('b')], [mesh('c')]);
  expect(releases.map(({ kind, label }) => `${kind} ${label}`)).toEqual(['added c', 'removed a', 'removed b']);
});

test('values are compared after the merge of ConfigMaps and inline values', () => {
  const configMap = (hash: string, text: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `loki-values-${hash}`, namespace: 'flux-system', labels: MANAGED },
    data: { 'values.yaml': text },
  });
  const loki = (hash: string) =>
    release('loki', {
      valuesFrom: [{ kind: 'ConfigMap', name: `loki-values-${hash}` }],
      values: { write: { replicas: 3 } },
    });
  const before = [loki('00000000'), configMap('00000000', 'write:\n  replicas: 1\nread: null\n')];
  const after = [loki('11111111'), configMap('11111111', 'write:\n  replicas: 2\nread: 5\nlimits: {}\n')];
  const { releases, objects } = change(before, after);
  expect(releases).toMatchObject([
    {
      kind: 'changed',
      values: [
        { path: 'limits', after: {} },
        { path: 'read', before: null, after: 5 },
      ],
      fields: [],
    },
  ]);
  expect(objects.map(({ kind, isPart }) => [kind, isPart])).toEqual([
    ['removed', true],
    ['added', true],
  ]);
});

test('options, labels and references to other values are fields', () => {
  const before = release('vault', { interval: '10m', valuesFrom: [{ kind: 'Secret', name: 'vault' }] });
  const after = release('vault', { interval: '5m' }, { labels: { ...MANAGED, team: 'a' } });
  const { releases } = change([before], [after]);
  expect(releases[0].fields.map(({ path }) => path)).toEqual(['metadata.labels.team', 'spec.interval']);
  expect(releases[0].values).toEqual([{ path: 'valuesFrom[name=vault]', before: { kind: 'Secret', name: 'vault' } }]);
});

test('a release of which only the revision and expressions change only waits', () => {
  const flagger = (revision: string) =>
    release(
      'flagger',
      { dependsOn: [{ name: 'linkerd2', readyExpr: `'cdk8s-profiles/revision' == '${revision}'` }] },
      { labels: { ...MANAGED, 'cdk8s-profiles/revision': revision } },
    );
  const { releases, rollout } = change([flagger('1111111111')], [flagger('2222222222')]);
  expect(releases).toMatchObject([{ kind: 'waits', values: [], fields: [] }]);
  expect(rollout.steps).toEqual([]);
});
