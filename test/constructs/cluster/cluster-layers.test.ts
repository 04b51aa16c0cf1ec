/**
 * Models of layers on clusters: which layer each release is in, and what is reported.
 */
import { Catalog, Cluster, Fleet, formatProblem, LayerModel } from 'cdk8s-profiles';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { edgesIn, releaseOf } from '../emitted';
import { ENTRIES, REPOSITORY } from '../platform-catalog';
import { temporaryFolder } from '../temporary-folder';

const MESH = ['flagger', 'cert-manager', 'linkerd2'];
const NEEDS = { flagger: ['linkerd2'], linkerd2: ['cert-manager'] };
const NUMBERS = { Certificates: 0, 'Service Mesh': 20, 'Progressive Delivery': 30 };
const CATEGORIES = { 'cert-manager': 'Certificates', linkerd2: 'Service Mesh', flagger: 'Progressive Delivery' };
const MODELS: Readonly<Record<string, LayerModel>> = {
  minimal: LayerModel.minimal(NEEDS),
  category: LayerModel.category(NUMBERS, { categories: CATEGORIES }),
  allocated: LayerModel.allocated({ layers: { 'cert-manager': 100, flagger: 300 }, between: { linkerd2: ['cert-manager', 'flagger'] } }), // prettier-ignore
};

const platform = (layers: LayerModel, fleet = new Fleet({ outdir: temporaryFolder() })) => {
  const catalog = new Catalog(fleet, 'platform', { entries: ENTRIES, repository: REPOSITORY, layers });
  return { fleet, catalog, cluster: new Cluster(fleet, 'production', { catalog }) };
};
const subscribe = (cluster: Cluster, ...names: readonly string[]) => names.map(name => cluster.subscribe(name));
const layersOf = ({ plan }: Cluster) => Object.fromEntries(plan.steps.map(({ name, layer }) => [name, layer]));
const problemsOf = ({ plan }: Cluster) => plan.problems.map(formatProblem);

test.each(Object.keys(MODELS))('the model %s installs cert-manager, linkerd2 and flagger in this order', name => {
  const { cluster } = platform(MODELS[name]);
  subscribe(cluster, ...MESH);
  expect(problemsOf(cluster)).toEqual([]);
  expect(edgesIn(cluster)).toEqual(['linkerd2 -> cert-manager', 'flagger -> linkerd2']);
});

test('computed layers change with what is installed together, and are in labels', () => {
  const { cluster } = platform(MODELS.minimal);
  const [flagger] = subscribe(cluster, 'flagger');
  expect(flagger.layer).toBe(0);
  subscribe(cluster, 'linkerd2', 'jaeger');
  expect(flagger.layer).toBe(1);
  expect(layersOf(cluster)).toEqual({ jaeger: 0, linkerd2: 0, flagger: 1 });
  expect(releaseOf(cluster, 'flagger').metadata.labels).toMatchObject({ 'weave.works/applied-layer': 'layer-1' });
});

test('a layer of the program counts before the model, and a dependency on a higher one is a problem of both sides', () => {
  const { cluster } = platform(MODELS.minimal);
  cluster.subscribe('cert-manager', { layer: 5 });
  subscribe(cluster, 'linkerd2');
  expect(problemsOf(cluster)[0]).toBe(
    '[production/cert-manager] "linkerd2" (layer 1) depends on "cert-manager" (layer 5); move one of the two, or drop the dependency (dependency-above)',
  );
});

test.each([[[5, undefined]], [[undefined, 5]]])(
  'of two subscriptions to a profile, only one may have its own layer: %j',
  layers => {
    const { cluster } = platform(MODELS.minimal);
    subscribe(cluster, 'cert-manager');
    const found = layers.map(
      (layer, i) => cluster.subscribe('linkerd2', { subscriptionName: `mesh-${i}`, layer }).layer,
    );
    expect(found).toEqual(layers.map(layer => layer ?? 1));
    expect(problemsOf(cluster)).toEqual([]);
  },
);

test('a cycle is a problem with its path', () => {
  const { cluster } = platform(LayerModel.minimal({ ...NEEDS, 'cert-manager': ['flagger'] }));
  subscribe(cluster, ...MESH);
  expect(problemsOf(cluster)[0]).toContain(
    'components depend on each other: cert-manager -> flagger -> linkerd2 -> cert-manager, and so have no layer',
  );
});

test('dependencies in the file order releases of one layer, and with order "dependencies"', () => {
  const fleet = new Fleet();
  const path = join(temporaryFolder(), 'layers.yaml');
  writeFileSync(path, 'apiVersion: cdk8s-profiles/v1\nkind: LayerModel\nlayers: {jaeger: 0}\ndependencies: {jaeger: [cert-manager]}\n'); // prettier-ignore
  const { catalog, cluster } = platform(LayerModel.fromFile(path), fleet);
  subscribe(cluster, 'jaeger', 'cert-manager');
  expect(edgesIn(cluster)).toEqual(['jaeger -> cert-manager']);
  const other = new Cluster(fleet, 'staging', { catalog, order: 'dependencies' });
  subscribe(other, 'jaeger', 'cert-manager', 'vault');
  expect(edgesIn(other)).toEqual(['jaeger -> cert-manager']);
});

test('only what is installed has to be in the model', () => {
  const { cluster } = platform(LayerModel.allocated({ layers: { 'cert-manager': 100 } }));
  subscribe(cluster, 'cert-manager');
  expect(problemsOf(cluster)).toEqual([]);
  subscribe(cluster, 'vault');
  expect(problemsOf(cluster)).toEqual([
    '[production/vault] "vault" is not in the master list; add it to the list, or write between which two it fits: "between" (component-unlisted)',
  ]);
});

test('alternatives on one cluster are a warning, or a problem if the model refuses them', () => {
  const categories = { linkerd2: 'Service Mesh', jaeger: 'Service Mesh' };
  const on = (alternatives?: 'refuse' | 'allow') => {
    const { cluster } = platform(LayerModel.category(NUMBERS, { categories, alternatives }));
    subscribe(cluster, 'linkerd2', 'jaeger');
    return { problems: problemsOf(cluster), warnings: cluster.plan.warnings.map(({ rule }) => rule) };
  };
  expect(on().warnings).toEqual(['alternatives-together', 'layer-differs']);
  expect(on().problems).toEqual([]);
  expect(on('refuse').problems).toEqual([
    '[production/jaeger] jaeger, linkerd2 are alternatives of category "Service Mesh", and on one cluster; keep one, or write "alternatives: allow" (alternatives-together)',
  ]);
  expect(on('allow')).toEqual({ problems: [], warnings: ['layer-differs'] });
});

test('where model and annotations differ, the model is used, and that is reported once', () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { fleet, catalog, cluster } = platform(MODELS.category);
  subscribe(cluster, ...MESH);
  subscribe(new Cluster(fleet, 'staging', { catalog }), ...MESH);
  fleet.synth();
  expect(write.mock.calls).toEqual([
    [
      'warning: the model and the annotations give different layers, and the model is used: flagger 30 (annotated 2), linkerd2 20 (annotated 1); correct one of the two; "pctl layers assign" writes annotations (layer-differs)\n',
    ],
  ]);
  write.mockRestore();
});

test('several files next to the locks are merged, and the catalogs there have one model', () => {
  const folder = join(temporaryFolder(), 'catalogs');
  mkdirSync(folder);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const head = 'apiVersion: cdk8s-profiles/v1\nkind: LayerModel\nmodel: minimal\n';
  for (const name of ['a', 'b']) {
    const entries = ENTRIES.filter(entry => (entry.name === 'linkerd2') === (name === 'b'));
    const source = { kind: 'HelmRepository', name, namespace: 'flux-system', url: REPOSITORY } as const;
    write(`${name}.lock.yaml`, formatCatalogLock({ source, entries }));
  }
  write('layers.yaml', `${head}dependencies: {flagger: [linkerd2]}\n`);
  write('mesh.layers.yaml', `${head}dependencies: {linkerd2: [cert-manager]}\n`.replaceAll('\n', '\r\n'));
  write('shop.layers.yaml', 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\n');
  const fleet = new Fleet();
  const catalogs = ['a', 'b'].map(name => Catalog.fromFile(fleet, name, join(folder, `${name}.lock.yaml`)));
  const cluster = new Cluster(fleet, 'production', { catalogs });
  subscribe(cluster, ...MESH);
  expect(layersOf(cluster)).toEqual({ 'cert-manager': 0, linkerd2: 1, flagger: 2 });
  expect(fleet.problems).toEqual([]);
});
