import { App, Chart } from 'cdk8s';
import { Cluster, type ClusterProps, Fleet, type FleetProps, Profile } from 'cdk8s-profiles';
import { type EmittedObject, objectsOf, problemsOf, releaseOf } from '../emitted';
import { filesIn, temporaryFolder } from '../temporary-folder';

const DELIVERY = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;
const PLATFORM = { 'cert-manager': 0, kyverno: 0, linkerd2: 1, flagger: 2 };

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly filter: string;
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** A cluster with the releases of `layers`. */
function create(
  props: ClusterProps = { receiver: {} },
  layers: Record<string, number> = PLATFORM,
  more: FleetProps = {},
) {
  const fleet = new Fleet({ outdir: temporaryFolder(), delivery: DELIVERY, ...more });
  const production = new Cluster(fleet, 'production', props);
  for (const [name, layer] of Object.entries(layers)) {
    const repository = 'https://charts.example.com';
    production.subscribe(Profile.fromHelmChart({ repository, chart: name, version: '1.2.0', layer }));
  }
  return { fleet, production };
}

const kindsOf = (cluster: Cluster) =>
  objectsOf(cluster).flatMap(({ kind, metadata }) => (/^Helm/.test(kind) ? [] : `${kind} ${metadata.name}`));
const specOf = (cluster: Cluster, kind: string): EmittedObject['spec'] => objectsOf(cluster, kind)[0].spec;
const resourcesOf = (cluster: Cluster) => specOf(cluster, 'Receiver').resources as readonly Resource[];

test('every wave but the last has two relays, and the cluster one Receiver, Provider and Alert', () => {
  expect(kindsOf(create().production)).toEqual([
    'Alert production-events',
    'Kustomization production-wave-0',
    'Kustomization production-wave-0-again',
    'Kustomization production-wave-1',
    'Kustomization production-wave-1-again',
    'Provider production-events',
    'Receiver production-events',
  ]);
});

test('without the option, nothing is added', () => {
  const { production } = create({});
  expect(kindsOf(production)).toEqual([]);
  expect(releaseOf(production, 'linkerd2').metadata.annotations).not.toHaveProperty(['cdk8s-profiles/woken-by']);
});

test('a fleet gives the option to its clusters', () => {
  expect(kindsOf(create({}, PLATFORM, { receiver: {} }).production)).toContain('Receiver production-events');
});

test('a release is woken by the relays of the wave below, one in the lowest wave by none', () => {
  const { production } = create();
  const wokenBy = Object.keys(PLATFORM).map(
    name => releaseOf(production, name).metadata.annotations?.['cdk8s-profiles/woken-by'],
  );
  expect(wokenBy).toEqual([
    undefined,
    undefined,
    'production-wave-0,production-wave-0-again',
    'production-wave-1,production-wave-1-again',
  ]);
});

test('the token is in a Secret that is not written', () => {
  const { production } = create();
  expect(specOf(production, 'Provider')).toEqual({
    type: 'generic-hmac',
    timeout: '1m',
    secretRef: { name: 'production-events' },
  });
  expect(specOf(production, 'Receiver')).toMatchObject({
    type: 'generic-hmac',
    secretRef: { name: 'production-events' },
  });
  expect(specOf(create({ receiver: { secretRef: { name: 'hooks' } } }).production, 'Provider')).toMatchObject({
    secretRef: { name: 'hooks' },
  });
});

test('a relay applies a folder without objects', () => {
  const { fleet, production } = create();
  expect(specOf(production, 'Kustomization')).toEqual({
    interval: '1h',
    path: './dist/charts',
    prune: true,
    retryInterval: '30s',
    sourceRef: { kind: 'GitRepository', name: 'flux-system' },
  });
  fleet.synth();
  expect(filesIn(fleet.outdir)['charts/kustomization.yaml']).toContain('generatorOptions:');
});

test('the folder goes when no cluster has relays any more', () => {
  const { fleet } = create();
  fleet.synth();
  create({}, PLATFORM, { outdir: fleet.outdir }).fleet.synth();
  expect(Object.keys(filesIn(fleet.outdir)).filter(path => /^charts|wave|events/.test(path))).toEqual([]);
});

test('relays wake each other upwards only', () => {
  const relays = resourcesOf(create().production).filter(({ kind }) => kind === 'Kustomization');
  expect(relays.map(({ name, filter }) => [name, /name == '([^']*)'/.exec(filter)?.[1]])).toEqual([
    ['production-wave-0', undefined],
    ['production-wave-0-again', 'production-wave-0'],
    ['production-wave-1', 'production-wave-0-again'],
    ['production-wave-1-again', 'production-wave-1'],
  ]);
});

test('the first relay of a wave is woken by actions of its releases, but not by uninstalls', () => {
  expect(resourcesOf(create().production)[0].filter).toBe(
    "req.involvedObject.kind == 'HelmRelease' && !(req.reason == 'UninstallSucceeded')" +
      " && req.involvedObject.namespace + '/' + req.involvedObject.name in ['flux-system/cert-manager', 'flux-system/kyverno']",
  );
});

test('the Kustomization that prunes is woken when an uninstall ends, and tells the releases of clusters apart', () => {
  const { fleet, production } = create();
  production.deliverFrom(new Chart(fleet, 'flux'), { namespace: 'gitops' });
  const labels = { 'app.kubernetes.io/managed-by': 'cdk8s-profiles', 'kustomize.toolkit.fluxcd.io/name': 'production' };
  const resources = resourcesOf(production);
  expect(resources.at(-1)).toMatchObject({
    kind: 'Kustomization',
    name: 'production',
    namespace: 'gitops',
    filter: "req.reason == 'UninstallSucceeded'",
  });
  expect(resources.find(({ kind }) => kind === 'HelmRelease')?.matchLabels).toEqual(labels);
  expect(specOf(production, 'Alert').eventSources).toContainEqual({
    kind: 'HelmRelease',
    name: '*',
    matchLabels: labels,
  });
});

test('releases in other namespaces are woken there', () => {
  const { production } = create({ receiver: {}, defaults: { namespace: 'team-a' }, existingNamespaces: ['team-a'] });
  const namespaces = resourcesOf(production).flatMap(({ kind, namespace }) =>
    kind === 'HelmRelease' ? namespace : [],
  );
  expect(namespaces).toEqual(['team-a']);
});

test('one wave has nothing to wake, and what prunes is still woken', () => {
  const one = { linkerd2: 0 };
  expect(kindsOf(create({ receiver: {} }, one).production)).toEqual([]);
  const { production } = create({ receiver: { kustomization: { name: 'apps' } } }, one);
  expect(resourcesOf(production).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'HelmRelease *',
    'Kustomization apps',
  ]);
});

test('a cluster without releases has no objects for events', () => {
  expect(kindsOf(create({ receiver: { kustomization: { name: 'apps' } } }, {}).production)).toEqual([]);
});

test('fails without a delivery, in a stock App, and for names that Kubernetes refuses', () => {
  const problems = (props: ClusterProps, more: FleetProps = {}) =>
    create(props, PLATFORM, more).production.plan.problems;
  expect(problems({ receiver: {} }, { delivery: undefined })).toMatchObject([
    { kind: 'invalid-props', remedy: 'say in "delivery" of the fleet where Flux finds the output' },
  ]);
  const receiver = { secretRef: { name: 'My_Secret' }, kustomization: { name: 'apps', namespace: 'A' } };
  expect(problems({ receiver })).toMatchObject([{ value: 'My_Secret' }, { value: 'A' }]);
  const cluster = new Cluster(new App(), 'production', { receiver: {}, delivery: DELIVERY });
  expect(problemsOf(() => cluster.toJson())).toMatchObject([{ remedy: 'use Fleet in place of App' }]);
});

test('fails if a cluster is called like the folder of the relays', () => {
  const fleet = new Fleet({ outdir: temporaryFolder(), delivery: DELIVERY, receiver: {} });
  new Cluster(fleet, 'charts');
  expect(fleet.problems).toMatchObject([{ remedy: 'give it another name' }]);
});

test('the same program writes the same bytes, whatever the order of its statements', () => {
  const write = (layers: Record<string, number>) => {
    const { fleet } = create({ receiver: {} }, layers);
    fleet.synth();
    return filesIn(fleet.outdir);
  };
  expect(write(Object.fromEntries(Object.entries(PLATFORM).reverse()))).toEqual(write(PLATFORM));
});
