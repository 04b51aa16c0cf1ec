import { compareOutputs } from '../../lib/changes/compare-outputs';
import { describeRelease } from '../../lib/cli/diff/change-words';
import { change, changes, MANAGED, outputOf, release } from './output-of';

const object = (kind: string, fields: object = {}, metadata: object = {}, apiVersion = 'v1') => ({
  apiVersion,
  kind,
  metadata: { name: 'shop', namespace: 'apps', ...metadata },
  ...fields,
});
const kustomization = (spec: object) =>
  object(
    'Kustomization',
    { spec: { path: './dist/production', prune: true, ...spec } },
    { name: 'production' },
    'kustomize.toolkit.fluxcd.io/v1',
  );
const policy = (name: string, value: string) => ({ annotations: { [`kustomize.toolkit.fluxcd.io/${name}`]: value } });

test.each<[string, object, readonly object[], readonly object[], string?]>([
  ['is pruned', {}, [], []],
  ['is pruned by its Kustomization', {}, [kustomization({})], [kustomization({})]],
  ['is pruned with its Kustomization', {}, [kustomization({ prune: false, deletionPolicy: 'Delete' })], []],
  ['stays because of an annotation', policy('prune', 'Disabled'), [], [], 'annotation'],
  ['stays if it is not reconciled', policy('reconcile', 'disabled'), [], [], 'annotation'],
  ['stays if it is ignored', policy('ssa', 'Ignore'), [], [], 'annotation'],
  [
    'stays if its Kustomization is suspended',
    {},
    [kustomization({})],
    [kustomization({ suspend: true })],
    'suspended parent',
  ],
  [
    'stays if its Kustomization does not prune',
    {},
    [kustomization({})],
    [kustomization({ prune: false })],
    'no pruning',
  ],
  ['stays if its Kustomization leaves it', {}, [kustomization({ deletionPolicy: 'Orphan' })], [], 'no pruning'],
])('a removed object %s', (...[, metadata, parentBefore, parentAfter, reason]) => {
  const staying = object('Service', {}, { name: 'kept' });
  const before = {
    'production/a.yaml': [object('ConfigMap', {}, metadata), staying],
    'fleet/production.yaml': parentBefore,
  };
  const after = { 'production/a.yaml': [staying], 'fleet/production.yaml': parentAfter };
  const { objects } = changes(before, after).find(({ name }) => name === 'production')!;
  const by = reason === 'annotation' ? {} : { by: 'apps/production' };
  expect(objects).toMatchObject([
    {
      kind: 'removed',
      object: 'ConfigMap apps/shop',
      effects: [reason === undefined ? { kind: 'pruned' } : { kind: 'orphaned', reason, ...by }],
    },
  ]);
});

test.each([
  ['a', './a', 'all.yaml', true],
  ['a/', './clusters/a/', 'production/all.yaml', true],
  ['../live/dist', './dist', 'all.yaml', true],
  ['.', './', 'all.yaml', true],
  ['a', './ba', 'all.yaml', false],
  [undefined, './a', 'all.yaml', false],
])('in the folder %s, %s is the path of what applies %s: %s', (folder, path, file, isParent) => {
  const parent = { [file]: [kustomization({ path, prune: false })] };
  const before = outputOf({ [file]: [...parent[file], object('ConfigMap')] });
  const [{ objects }] = compareOutputs(before, outputOf(parent), { areGuarded: () => false, folder });
  const stays = { kind: 'orphaned', reason: 'no pruning', by: 'apps/production' };
  expect(objects[0].effects).toEqual([isParent ? stays : { kind: 'pruned' }]);
});

test('a HelmRelease that is suspended, or that Flux does not prune, leaves its Helm release behind', () => {
  const [suspended, kept] = [release('vault', { suspend: true }), release('vault', {}, policy('prune', 'disabled'))];
  const base = release('linkerd2');
  expect(change([base, suspended], [base]).releases).toMatchObject([
    { kind: 'removed', effects: [{ kind: 'pruned' }, { kind: 'orphaned', reason: 'suspended' }] },
  ]);
  const { releases, rollout } = change([base, kept], [base]);
  expect(releases).toMatchObject([{ kind: 'removed', effects: [{ kind: 'orphaned', reason: 'annotation' }] }]);
  expect(rollout.removals).toEqual([]);
});

test.each([
  [
    'Deployment',
    'apps/v1',
    { spec: { selector: { a: '1' }, replicas: 1 } },
    { spec: { selector: { a: '2' }, replicas: 2 } },
    ['spec.selector.a'],
  ],
  [
    'StatefulSet',
    'apps/v1',
    { spec: { serviceName: 'a', template: 1 } },
    { spec: { serviceName: 'b', template: 2 } },
    ['spec.serviceName'],
  ],
  [
    'Job',
    'batch/v1',
    { spec: { template: 1, parallelism: 1 } },
    { spec: { template: 2, parallelism: 2 } },
    ['spec.template'],
  ],
  ['Service', 'v1', { spec: { clusterIP: '10.0.0.1' } }, { spec: { clusterIP: 'None' } }, ['spec.clusterIP']],
  ['Service', 'v1', { spec: {} }, { spec: { clusterIP: 'None' } }, []],
  [
    'PersistentVolumeClaim',
    'v1',
    { spec: { storageClassName: 'a', resources: 1 } },
    { spec: { storageClassName: 'b', resources: 2 } },
    ['spec.storageClassName'],
  ],
  [
    'RoleBinding',
    'rbac.authorization.k8s.io/v1',
    { roleRef: { name: 'a' } },
    { roleRef: { name: 'b' } },
    ['roleRef.name'],
  ],
  ['ConfigMap', 'v1', { immutable: true, data: { a: '1' } }, { immutable: true, data: { a: '2' } }, ['data.a']],
  ['ConfigMap', 'v1', { data: { a: '1' } }, { data: { a: '2' } }, []],
  ['Deployment', 'example.com/v1', { spec: { selector: '1' } }, { spec: { selector: '2' } }, []],
])('immutable fields of a %s (%s)', (kind, apiVersion, before, after, expected) => {
  const effectsOf = (metadata: object) =>
    change([object(kind, before, {}, apiVersion)], [object(kind, after, metadata, apiVersion)]).objects[0].effects;
  expect(effectsOf({})).toEqual(expected.map(field => ({ kind: 'immutable', field, isRecreated: false })));
  const forced = effectsOf(policy('force', 'enabled')).filter(({ kind: found }) => found === 'immutable');
  expect(forced).toEqual(expected.map(field => ({ kind: 'immutable', field, isRecreated: true })));
});

test('manifests of a release are compared by object, in the folder that is in use', () => {
  const issuers = (hash: string, spec: object = {}) =>
    release(
      'issuers',
      { values: { spec: { path: `./dist/manifests/production/issuers-${hash}`, prune: true } }, ...spec },
      { annotations: { 'cdk8s-profiles/cluster': 'production', 'cdk8s-profiles/contents': 'manifests' } },
    );
  const folder = (hash: string) => `manifests/production/issuers-${hash}/a.yaml`;
  const before = {
    'production/a.yaml': [issuers('00000000')],
    [folder('00000000')]: [
      object('Issuer', { spec: 1 }, {}, 'cert-manager.io/v1'),
      object('Secret', { data: { a: 'eA==' } }),
    ],
  };
  const after = (spec: object) => ({
    'production/a.yaml': [issuers('11111111', spec)],
    [folder('00000000')]: before[folder('00000000')],
    [folder('11111111')]: [object('Issuer', { spec: 2 }, {}, 'cert-manager.io/v1')],
  });
  const { releases, objects, rollout } = change(before, after({}));
  expect(releases).toMatchObject([{ kind: 'changed', label: 'issuers', values: [], fields: [] }]);
  expect(objects).toMatchObject([
    { kind: 'changed', object: 'Issuer apps/shop', member: 'issuers', fields: [{ path: 'spec', before: 1, after: 2 }] },
    { kind: 'removed', object: 'Secret apps/shop', effects: [{ kind: 'pruned' }] },
  ]);
  expect(rollout.steps).toEqual([['issuers']]);
  const withOption = change(before, after({ interval: '5m' }));
  expect(describeRelease(withOption.releases[0])).toBe('1 option; manifests');
  expect(withOption.rollout.steps).toEqual([['issuers']]);
  const suspended = change(before, after({ suspend: true }));
  expect(suspended.objects[1].effects).toEqual([
    { kind: 'orphaned', reason: 'suspended parent', by: 'flux-system/issuers' },
  ]);
  expect(suspended.rollout.steps).toEqual([]);
});

test('sources and values of this library are parts of releases', () => {
  const source = (labels: object) => object('HelmRepository', {}, { labels }, 'source.toolkit.fluxcd.io/v1');
  expect(change([], [source(MANAGED)]).objects).toMatchObject([{ kind: 'added', isPart: true }]);
  expect(change([], [source({})]).objects).toMatchObject([{ kind: 'added', isPart: false }]);
});
