/**
 * Every profile of a real catalog on one cluster, if its index is next to this repository.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { dependenciesOf } from './constructs/emitted';
import { filesIn, temporaryFolder } from './constructs/temporary-folder';

const file = resolve(__dirname, '../../shared/data/profiles-catalog-index.yaml');
const withShared = existsSync(file) ? describe : describe.skip;

/** Layers in order, according to the newest version of each profile; profiles without a layer come last. */
const LAYERS: readonly (readonly string[])[] = [
  ['cert-manager 0.0.8', 'external-secrets 1.0.0', 'kyverno 0.0.5', 'local-path-provisioner 0.0.3', 'metallb 0.0.3'],
  [
    'aws-ebs-csi-driver 0.0.1',
    'eks-addons 0.0.1',
    'ingress-nginx 0.0.12',
    'kyverno-policies 0.0.5',
    'linkerd2 0.0.16',
    'prometheus 2.0.0',
    'weave-policy 2.0.0',
  ],
  ['elk-stack 0.0.9', 'flagger 0.0.2', 'kong 0.0.1', 'kuma 0.0.1', 'reloader 0.0.1', 'sockshop 0.0.4'],
  // layer 4: there is no layer 3
  ['external-secrets-store-config 0.0.1'],
  [
    'consul 0.0.1',
    'crossplane 0.0.5',
    'dex 0.0.11',
    'jaeger 0.0.4',
    'kafka 0.0.4',
    'karpenter 0.0.1',
    'keycloak 0.0.4',
    'magalix 0.0.13',
    'snyk 0.0.3',
    'tf-controller 0.0.4',
    'universal-crossplane 0.0.2',
    'vault 0.0.1',
  ],
];
const namesOf = (layer: readonly string[]) => layer.map(profile => profile.split(' ')[0]);

withShared('the profiles-catalog on one cluster', () => {
  let production: Cluster;
  let files: Readonly<Record<string, string>>;

  beforeAll(() => {
    const fleet = new Fleet({ outdir: temporaryFolder() });
    const repository = 'https://weaveworks.github.io/profiles-catalog';
    const catalog = Catalog.fromFile(fleet, 'profiles-catalog', file, { repository });
    production = new Cluster(fleet, 'production', { catalog });
    [...catalog.profileNames].reverse().forEach(profile => production.subscribe(profile));
    fleet.synth();
    files = filesIn(fleet.outdir);
  });

  test('31 releases and their repository are written', () => {
    expect(Object.keys(files)).toHaveLength(31 + 1);
  });

  test('steps are sorted by layer', () => {
    expect(production.plan.problems).toEqual([]);
    expect(production.plan.steps.map(({ name }) => name)).toEqual(LAYERS.flatMap(namesOf));
    expect(production.plan.layers.map(({ layer }) => layer)).toEqual([0, 1, 2, 4]);
  });

  test.each(LAYERS.flatMap((layer, i) => layer.map(profile => [...profile.split(' '), LAYERS[i - 1] ?? []] as const)))(
    '%s is installed as %s, after all of the layer below',
    (name, version, below) => {
      const { spec } = parse(files[`production/HelmRelease.flux-system.${name}.k8s.yaml`]);
      expect(spec.chart.spec.version).toBe(version);
      expect(dependenciesOf({ spec })).toEqual(namesOf(below as readonly string[]));
    },
  );
});
