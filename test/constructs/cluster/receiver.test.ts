import { App } from 'cdk8s';
import { Cluster, type ClusterProps, Fleet, type FleetProps, Profile } from 'cdk8s-profiles';
import { DependencyGroup, type IDependable } from 'constructs';
import { objectsOf, problemsOf, releaseOf } from '../emitted';
import { filesIn, temporaryFolder } from '../temporary-folder';
import { create, DELIVERY, kindsOf, PLATFORM, resourcesOf, specOf } from './receiver-platform';

test('every wave but the last has two relays, and the cluster their base, one Receiver, Provider and Alert', () => {
  expect(kindsOf(create().production)).toEqual([
    'Alert production-events',
    'Kustomization production-wave-0',
    'Kustomization production-wave-0-again',
    'Kustomization production-wave-1',
    'Kustomization production-wave-1-again',
    'Kustomization production-waves',
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

test('a cluster has none with false, even if the fleet has one', () => {
  const { fleet, production } = create({ receiver: false }, PLATFORM, { receiver: {} });
  expect(kindsOf(production)).toEqual([]);
  expect(fleet.problems).toEqual([]);
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
  const empty = {
    interval: '1h',
    path: './dist/charts',
    prune: true,
    retryInterval: '30s',
    sourceRef: { kind: 'GitRepository', name: 'flux-system' },
  };
  const dependsOn = [{ name: 'production-waves' }];
  const kustomizations = objectsOf(production, 'Kustomization').map(({ metadata, spec }) => [metadata.name, spec]);
  expect(Object.fromEntries(kustomizations)).toEqual({
    'production-waves': empty,
    'production-wave-0': { ...empty, dependsOn },
    'production-wave-0-again': { ...empty, dependsOn },
    'production-wave-1': { ...empty, dependsOn },
    'production-wave-1-again': { ...empty, dependsOn },
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

test('one wave has nothing to wake, and what prunes is still woken', () => {
  const one = { linkerd2: 0 };
  const { fleet, production: alone } = create({ receiver: {} }, one);
  expect(kindsOf(alone)).toEqual([]);
  fleet.synth();
  expect(Object.keys(filesIn(fleet.outdir)).filter(path => path.startsWith('charts/'))).toEqual([]);
  const { production } = create({ receiver: { kustomization: { name: 'apps' } } }, one);
  expect(resourcesOf(production).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'HelmRelease *',
    'Kustomization apps',
  ]);
});

test('when the last release is removed, the end of its uninstall still wakes what prunes', () => {
  const { production } = create({ receiver: { kustomization: { name: 'apps' } } }, {});
  expect(kindsOf(production)).toEqual(['Alert', 'Provider', 'Receiver'].map(kind => `${kind} production-events`));
  expect(specOf(production, 'Alert').eventSources).toMatchObject([{ kind: 'HelmRelease', name: '*' }]);
  expect(kindsOf(create({ receiver: {} }, {}).production)).toEqual([]);
});

test('fails without a delivery, in a stock App, and for names that Kubernetes refuses', () => {
  const problems = (props: ClusterProps, more: FleetProps = {}) =>
    create(props, PLATFORM, more).production.plan.problems;
  expect(problems({ receiver: {} }, { delivery: undefined })).toMatchObject([
    { kind: 'invalid-props', remedy: 'say in "delivery" where Flux finds the output' },
  ]);
  const receiver = { secretRef: { name: 'My_Secret' }, kustomization: { name: 'apps', namespace: 'A' } };
  expect(problems({ receiver })).toMatchObject([{ value: 'My_Secret' }, { value: 'A' }]);
  const cluster = new Cluster(new App(), 'production', { receiver: {}, delivery: DELIVERY });
  expect(problemsOf(() => cluster.toJson())).toMatchObject([{ remedy: 'use Fleet in place of App' }]);
});

test('fails if the Kustomization that prunes is a relay, because events would run in a circle', () => {
  const problemsFor = (name: string) => create({ receiver: { kustomization: { name } } }).production.plan.problems;
  for (const name of ['production-wave-0', 'production-wave-12-again', 'production-waves']) {
    expect(problemsFor(name)).toMatchObject([{ what: `${name} is a relay of the receiver itself` }]);
  }
  for (const name of ['production', 'heat-waves', 'wave-0', 'production-heat-waves'])
    expect(problemsFor(name)).toEqual([]);
});

test('fails if two waves that follow each other have so many releases that events make rollouts slower', () => {
  const layers = (wide: number) => ({
    ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`base-${i}`, 0])),
    ...Object.fromEntries(Array.from({ length: wide }, (_, i) => [`app-${i}`, 1])),
  });
  expect(create({ receiver: {} }, layers(25)).fleet.problems).toEqual([]);
  const what =
    'the receiver would wake the 26 releases of wave 1 for each of the 40 of wave 0, which makes rollouts slower';
  expect(create({ receiver: {} }, layers(26)).fleet.problems).toMatchObject([{ kind: 'invalid-props', what }]);
  expect(create({ receiver: false }, layers(26)).fleet.problems).toEqual([]);
});

test('fails if a cluster is called like the folder of the relays', () => {
  const fleet = new Fleet({ outdir: temporaryFolder(), delivery: DELIVERY, receiver: {} });
  new Cluster(fleet, 'charts');
  expect(fleet.problems).toMatchObject([{ remedy: 'give it another name' }]);
});

test('what is added to a group of dependencies after a synthesis is in the next one', () => {
  const build = () => {
    const { fleet, production } = create({ receiver: {}, order: 'dependencies' }, { linkerd2: 0 });
    const subscribe = (chart: string, dependsOn: readonly IDependable[]) =>
      production.subscribe(
        Profile.fromHelmChart({ repository: 'https://charts.example.com', chart, version: '1.2.0' }),
        { dependsOn },
      );
    const linkerd2 = production.node.findChild('linkerd2');
    const flagger = subscribe('flagger', [linkerd2]);
    const group = new DependencyGroup(linkerd2);
    subscribe('jaeger', [group]);
    return { fleet, add: () => group.add(flagger) };
  };
  const [once, twice] = [build(), build()];
  once.add();
  once.fleet.synth();
  twice.fleet.synth();
  twice.add();
  twice.fleet.synth();
  expect(filesIn(twice.fleet.outdir)).toEqual(filesIn(once.fleet.outdir));
});

test('the same program writes the same bytes, whatever the order of its statements', () => {
  const write = (layers: Record<string, number>) => {
    const { fleet } = create({ receiver: {} }, layers);
    fleet.synth();
    return filesIn(fleet.outdir);
  };
  expect(write(Object.fromEntries(Object.entries(PLATFORM).reverse()))).toEqual(write(PLATFORM));
});
