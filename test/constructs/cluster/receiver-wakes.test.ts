import { Chart, Duration } from 'cdk8s';
import { type ClusterProps, Profile } from 'cdk8s-profiles';
import { CHANGED, HAS_ACTION } from '../../../lib/flux/events/managed-fields';
import { objectsOf, releaseOf } from '../emitted';
import { create, PLATFORM, resourcesOf, specOf } from './receiver-platform';

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

test('relays wake each other upwards only', () => {
  const relays = resourcesOf(create().production).filter(({ kind }) => kind === 'Kustomization');
  expect(relays.map(({ name, filter }) => [name, /name == '([^']*)'/.exec(filter)?.[1]])).toEqual([
    ['production-wave-0', undefined],
    ['production-wave-0-again', 'production-wave-0'],
    ['production-wave-1', 'production-wave-0-again'],
    ['production-wave-1-again', 'production-wave-1'],
  ]);
});

test('the base of relays sends no events, and is woken by none', () => {
  const { production } = create();
  expect(JSON.stringify([specOf(production, 'Alert'), specOf(production, 'Receiver')])).not.toContain('waves');
});

test('the relays of a wave with an action of its own are woken by its releases, not by the wave below', () => {
  const { production } = create();
  const byRelay = resourcesOf(production)
    .filter(({ kind }) => kind === 'Kustomization')
    .map(({ name, filter }) => [name, filter.includes(HAS_ACTION)]);
  expect(byRelay).toEqual([
    ['production-wave-0', false],
    ['production-wave-0-again', false],
    ['production-wave-1', true],
    ['production-wave-1-again', false],
  ]);
});

test('a relay changes when, and only when, its wave has a Helm action', () => {
  const contentsOf = (props: ClusterProps, version: string) => {
    const { production } = create(props, { 'cert-manager': 0, flagger: 2 });
    production.subscribe(
      Profile.fromHelmChart({ repository: 'https://charts.example.com', chart: 'linkerd2', version, layer: 1 }),
    );
    return objectsOf(production, 'Kustomization').flatMap(
      ({ metadata }) => metadata.annotations?.['cdk8s-profiles/wave-content'] ?? [],
    );
  };
  const [lowest, middle, ...others] = contentsOf({ receiver: {} }, '1.2.0');
  expect(others).toEqual([]);
  const slower = { receiver: {}, defaults: { interval: Duration.hours(2) } };
  expect(contentsOf(slower, '1.2.0')).toEqual([lowest, middle]);
  const [same, changed] = contentsOf({ receiver: {} }, '1.3.0');
  expect([same === lowest, changed === middle]).toEqual([true, false]);
});

test('only releases that changed in the last hour are woken', () => {
  const { filter } = resourcesOf(create().production).find(({ kind }) => kind === 'HelmRelease')!;
  expect(filter).toContain(CHANGED);
});

test('the first relay of a wave is woken by actions of its releases, but not by uninstalls', () => {
  expect(resourcesOf(create().production)[0].filter).toBe(
    "req.involvedObject.kind == 'HelmRelease' && !(req.reason == 'UninstallSucceeded')" +
      " && req.involvedObject.namespace + '/' + req.involvedObject.name in ['flux-system/cert-manager', 'flux-system/kyverno']",
  );
});

test('the Kustomization that prunes is woken when an uninstall ends, or the last wave has settled', () => {
  const { fleet, production } = create();
  production.deliverFrom(new Chart(fleet, 'flux'), { namespace: 'gitops' });
  const labels = { 'app.kubernetes.io/managed-by': 'cdk8s-profiles', 'kustomize.toolkit.fluxcd.io/name': 'production' };
  const resources = resourcesOf(production);
  expect(resources.at(-1)).toMatchObject({
    kind: 'Kustomization',
    name: 'production',
    namespace: 'gitops',
    filter:
      "req.reason == 'UninstallSucceeded'" +
      " || req.involvedObject.kind == 'HelmRelease' && !(req.reason == 'UninstallSucceeded')" +
      " && req.involvedObject.namespace + '/' + req.involvedObject.name in ['flux-system/flagger']" +
      " || req.involvedObject.kind == 'Kustomization' && req.involvedObject.name == 'production-wave-1-again'",
  });
  expect(resources.find(({ kind }) => kind === 'HelmRelease')?.matchLabels).toEqual(labels);
  expect(specOf(production, 'Alert').eventSources).toContainEqual({
    kind: 'HelmRelease',
    name: '*',
    matchLabels: labels,
  });
});

test('two charts may deliver a cluster under one name, whatever their order', () => {
  const prunersOf = (...charts: readonly string[]) => {
    const { fleet, production } = create();
    for (const chart of charts) production.deliverFrom(new Chart(fleet, chart));
    expect(fleet.problems).toEqual([]);
    return resourcesOf(production).at(-1);
  };
  expect(prunersOf('blue', 'green')).toMatchObject({ kind: 'Kustomization', name: 'production' });
  expect(prunersOf('green', 'blue')).toEqual(prunersOf('blue', 'green'));
});

test('fails if two Kustomizations could be the one that prunes, unless the receiver names it', () => {
  const problemsAfter = (names: readonly string[], props: ClusterProps = { receiver: {} }) => {
    const { fleet, production } = create(props);
    const flux = new Chart(fleet, 'flux');
    for (const name of names) production.deliverFrom(flux, { name });
    return fleet.problems;
  };
  expect(problemsAfter(['platform', 'apps'])).toMatchObject([
    {
      kind: 'invalid-props',
      path: 'production',
      what: 'the receiver cannot tell which Kustomization to wake, because flux-system/apps and flux-system/platform apply the cluster',
    },
  ]);
  expect(problemsAfter(['apps', 'platform'])).toEqual(problemsAfter(['platform', 'apps']));
  expect(problemsAfter(['platform', 'apps'], { receiver: { kustomization: { name: 'apps' } } })).toEqual([]);
  expect(problemsAfter(['platform', 'apps'], {})).toEqual([]);
});

test('releases in other namespaces are woken there', () => {
  const { production } = create({ receiver: {}, defaults: { namespace: 'team-a' }, existingNamespaces: ['team-a'] });
  const namespaces = resourcesOf(production).flatMap(({ kind, namespace }) =>
    kind === 'HelmRelease' ? namespace : [],
  );
  expect(namespaces).toEqual(['team-a']);
});
