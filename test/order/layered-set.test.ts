/**
 * The same components in each model of layers.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseHelmIndex } from '../../lib/model/helm-index/helm-index';
import { mergeDeclarations, toModel } from '../../lib/model/layers/declared-model';
import { parseLayerFile } from '../../lib/model/layers/layer-file';
import { type LayeredComponent, toComponent } from '../../lib/model/layers/layered-component';
import { checkLayers, layComponents, type LayeredScope } from '../../lib/order/layered-set';

const read = (...texts: readonly string[]) =>
  toModel(
    mergeDeclarations(
      texts.map((text, i) => parseLayerFile(`apiVersion: cdk8s-profiles/v1\nkind: LayerModel\n${text}`, `${i}.yaml`)),
    ),
  );
const component = (name: string, more: Partial<LayeredComponent> = {}): LayeredComponent => ({
  name,
  dependencies: [],
  ...more,
});
const MESH = [component('flagger'), component('cert-manager'), component('linkerd2')];
const lay = (text: string, components: readonly LayeredComponent[] = MESH, scope: LayeredScope = 'cluster') => {
  const model = read(text);
  const set = layComponents(model, components);
  return {
    layers: Object.fromEntries(set.placements.map(({ component: { name }, layer }) => [name, layer])),
    placements: set.placements,
    lines: checkLayers(model, set, scope).map(({ rule, severity, what }) => `${severity} ${rule}: ${what}`),
  };
};

const MODELS = {
  minimal: 'model: minimal\ndependencies: {flagger: [linkerd2], linkerd2: [cert-manager]}\n',
  category:
    'model: category\nnumbers: {Certificates: 0, Service Mesh: 20, Progressive Delivery: 30}\ncategories: {cert-manager: Certificates, linkerd2: Service Mesh, flagger: Progressive Delivery}\n',
  allocated: 'model: allocated\nlayers: {cert-manager: 100, linkerd2: 200, flagger: 300}\n',
};

test.each(Object.entries(MODELS))('the model %s orders cert-manager, linkerd2 and flagger', (_, text) => {
  const { placements, lines } = lay(text);
  const sorted = [...placements].sort((a, b) => a.layer! - b.layer!).map(({ component: { name } }) => name);
  expect(sorted).toEqual(['cert-manager', 'linkerd2', 'flagger']);
  expect(lines).toEqual([]);
});

test('layers depend on what is installed together', () => {
  expect(lay(MODELS.minimal).layers).toEqual({ 'cert-manager': 0, linkerd2: 1, flagger: 2 });
  const [flagger, certManager] = MESH;
  expect(lay(MODELS.minimal, [flagger, certManager]).layers).toEqual({ 'cert-manager': 0, flagger: 0 });
  expect(lay(MODELS.minimal, []).layers).toEqual({});
});

test.each([
  [['Service Mesh', 'mesh'], true],
  [['Ingress', 'gateway'], true],
  [['Security and Compliance', 'security'], true],
  [['Container Runtime', 'runtime'], true],
  [['Progressive Delivery', 'Deployment'], false],
  [['Data Mesh', 'Mesh'], false],
  [['Data Mesh', 'Service Mesh'], false],
  [['CSI', 'Object Storage'], false],
  [['constructor', 'Object Constructors'], true],
])('whether the categories %j mean the same: %s', (categories, expected) => {
  const { lines } = lay('', categories.map((category, i) => component(`c${i}`, { category })), 'catalog'); // prettier-ignore
  expect(lines.some(line => line.includes('category-synonyms'))).toBe(expected);
});

const INDEX = resolve(__dirname, '../../../shared/data/profiles-catalog-index.yaml');
const withShared = existsSync(INDEX) ? describe : describe.skip;

withShared('the profiles-catalog', () => {
  const newest = () => {
    const { entries } = parseHelmIndex(readFileSync(INDEX, 'utf8'), { file: 'index.yaml' });
    return [...new Map([...entries].reverse().map(entry => [entry.name, toComponent(entry)])).values()];
  };

  test('contradicts itself in categories and layers, as its annotations have it', () => {
    const { lines } = lay('', newest(), 'catalog');
    const of = (rule: string) => lines.filter(line => line.includes(` ${rule}: `)).map(line => line.split(': ')[1]);
    expect(of('category-spans-layers').sort()).toEqual([
      'category "Deployment" has components in layer 0 (kyverno), in layer 1 (kyverno-policies) and in layer 2 (elk-stack, flagger, reloader) by their annotations',
      'category "Infrastructure" has components in layer 1 (aws-ebs-csi-driver, eks-addons) and without a layer (consul, crossplane, universal-crossplane, vault) by their annotations',
      'category "Policy" has components in layer 1 (weave-policy) and without a layer (magalix) by their annotations',
      'category "Secrets Management" has components in layer 0 (external-secrets) and in layer 4 (external-secrets-store-config) by their annotations',
    ]);
    expect(of('category-synonyms')).toEqual([
      'categories "Ingress" (ingress-nginx) and "gateway" (kong) mean the same',
      'categories "Service Mesh" (linkerd2) and "mesh" (kuma) mean the same',
    ]);
    expect(of('category-missing').map(what => what.split('"')[1])).toEqual(['dex', 'karpenter', 'sockshop', 'tf-controller']); // prettier-ignore
    expect(of('layer-missing')).toHaveLength(12);
    expect(lines).toHaveLength(4 + 2 + 4 + 12);
  });

  test('has one dependency between its profiles: of eks-addons on aws-ebs-csi-driver', () => {
    const { layers } = lay('model: minimal\n', newest(), 'catalog');
    expect(Object.entries(layers).filter(([, layer]) => layer !== 0)).toEqual([['eks-addons', 1]]);
  });
});
