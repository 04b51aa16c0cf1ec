/**
 * What Flux waits for forever, or gets wrong silently: applied by hand here, and refused or never
 * written by the library.
 */
import { Cluster as ProfilesCluster, Fleet, Profile, ProfilesError, isProfilesError } from 'cdk8s-profiles';
import { Cluster, KubeObject, Status, conditionOf, named, startCluster, synthesize } from '../harness';
import { StalledWatch, helmRelease, waitHeld } from './waiting';

let cluster: Cluster;
let stalled: StalledWatch;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  const { kube, charts } = cluster;
  stalled = new StalledWatch(kube);
  await charts.publish({ name: 'cert-manager' }, { name: 'linkerd2' }, { name: 'flagger' });
  for (const name of ['by-hand', 'team', 'team-a', 'sources']) await kube.apply(named('Namespace', name));
  await kube.apply({ ...named('HelmRepository', 'charts', 'sources'), spec: { interval: '10m', url: charts.url } });
});

afterAll(async () => {
  stalled?.stop();
  await cluster?.stop();
});

const NOT_FOUND = 'helmreleases.helm.toolkit.fluxcd.io "nobody" not found';

/** A HelmRelease written by hand: `by-hand/linkerd2`. */
function byHand(release: string, chart: string, dependsOn: readonly object[] = []): KubeObject {
  const reference = helmRelease(release);
  const { name, namespace } = reference.metadata;
  const sourceRef = { kind: 'HelmRepository', name: 'charts', namespace: 'sources' };
  const target = { releaseName: name, targetNamespace: namespace, storageNamespace: namespace };
  return { ...reference, spec: { interval: '10m', ...target, chart: { spec: { chart, sourceRef } }, dependsOn } };
}

/** Kinds of the problems of `program`. */
function refusals(program: (cluster: ProfilesCluster) => void): string[] {
  try {
    synthesize((fleet: Fleet) => program(new ProfilesCluster(fleet, 'platform')));
    return [];
  } catch (error) {
    if (!isProfilesError(error)) throw error;
    return (error as ProfilesError).problems.map(({ kind }) => kind);
  }
}

function chart(name: string) {
  return Profile.fromHelmChart({ repository: 'https://charts.example.com', chart: name, version: '1.0.0' });
}

describe('without end', () => {
  beforeAll(() =>
    cluster.kube.apply(
      byHand('by-hand/orphan', 'linkerd2', [{ name: 'nobody' }]),
      byHand('by-hand/linkerd2', 'linkerd2', [{ name: 'flagger' }]),
      byHand('by-hand/flagger', 'flagger', [{ name: 'linkerd2' }]),
      byHand('by-hand/itself', 'linkerd2', [{ name: 'itself' }]),
    ),
  );

  const messages = [
    ['by-hand/orphan', `unable to get 'by-hand/nobody' dependency: ${NOT_FOUND}`],
    ['by-hand/linkerd2', "dependency 'by-hand/flagger' is not ready"],
    ['by-hand/flagger', "dependency 'by-hand/linkerd2' is not ready"],
    ['by-hand/itself', "dependency 'by-hand/itself' is not ready"],
  ];

  test('Flux looks again and again at a missing dependency and at cycles, and calls nothing an error', async () => {
    // in parallel, because each check takes time
    const said = messages.map(async ([release]) => [release, await waitHeld(cluster, release, 25)]);
    expect(await Promise.all(said)).toEqual(messages);
    for (const [release] of messages) {
      const object = await cluster.kube.get(helmRelease(release));
      expect(conditionOf(object, 'Stalled')).toBeUndefined();
      expect(conditionOf(object, 'Reconciling')).toMatchObject({ status: 'True' });
    }
    expect(cluster.order.actions()).toEqual([]);
  });

  test('the library refuses a cycle, a release that waits for itself, and one that waits for nothing', () => {
    const cycle = refusals(on => {
      const linkerd2 = on.subscribe(chart('linkerd2'));
      linkerd2.addDependency(on.subscribe(chart('flagger'), { dependsOn: [linkerd2] }));
    });
    const itself = refusals(on => {
      const linkerd2 = on.subscribe(chart('linkerd2'));
      linkerd2.addDependency(linkerd2);
    });
    const nothing = refusals(on => {
      on.subscribe(chart('linkerd2'), { dependsOn: [on.layer(3)] });
    });
    expect([cycle, itself, nothing]).toEqual([['cycle'], ['self-dependency'], ['empty-dependency']]);
  });

  test('the library refuses a dependency that a patch adds by name', () => {
    const patched = refusals(on =>
      on.subscribe(chart('linkerd2')).patch({ spec: { dependsOn: [{ name: 'nobody' }] } }),
    );
    expect(patched).toEqual(['forbidden-patch']);
  });
});

describe('a readyExpr that does not compile, or is not boolean by its type', () => {
  const expressions = [
    ['syntax', 'dep.status ==', 'Syntax error'],
    ['variable', 'other.metadata.generation == 1', "undeclared reference to 'other'"],
    ['number', 'dep.metadata.generation + 1', 'expected bool, got'],
    ['dynamic', 'dep.spec.suspend', 'expected bool, got dyn'],
  ];

  test.each(expressions)('stalls its release for good: %s', async (name, readyExpr, message) => {
    const { kube } = cluster;
    const release = helmRelease(`by-hand/${name}`);
    await kube.apply(byHand(`by-hand/${name}`, 'linkerd2', [{ name: 'orphan', readyExpr }]));
    const isStalled = async () => conditionOf(await kube.get(release), 'Stalled')?.status === 'True';
    await kube.waitFor(`${name} to be stalled`, isStalled);
    await kube.reconcile(release);
    const { status } = await kube.waitFor(`${name} to be looked at again`, async () => {
      const object = await kube.get(release);
      const { annotations } = object.metadata;
      return object.status?.lastHandledReconcileAt === annotations!['reconcile.fluxcd.io/requestedAt'] && object;
    });
    const condition = conditionOf({ ...release, status }, 'Stalled');
    expect(condition).toMatchObject({ status: 'True', reason: 'InvalidCELExpression' });
    expect(condition!.message).toContain(message);
    expect(stalled.seen.get(`by-hand/${name}`)).toBe(condition!.message);
  });
});

describe('two releases whose HelmCharts have one name', () => {
  const pairs = ['b', 'c', 'd', 'e', 'f', 'g'];
  /** `team-a/b` and `team/a-b`: HelmChart `team-a-b`. */
  const releases = new Map(
    pairs.flatMap(name => [
      [`team-a/${name}`, 'linkerd2'],
      [`team/a-${name}`, 'flagger'],
    ]),
  );

  test('fetch each other’s chart and install it', async () => {
    const { kube } = cluster;
    for (const [release, name] of releases) await kube.apply(byHand(release, name));
    const findWrong = async () => {
      for (const [release, name] of releases) {
        const installed = installedChart((await kube.get(helmRelease(release))).status);
        if (installed !== undefined && installed !== name) return `${installed} instead of ${name}`;
        await kube.reconcile(helmRelease(release));
      }
      return undefined;
    };
    const wrong = await kube.waitFor('a release of the wrong chart', findWrong, 240);
    expect(['flagger instead of linkerd2', 'linkerd2 instead of flagger']).toContain(wrong);
    const charts = await kube.list('source.toolkit.fluxcd.io/v1', 'HelmChart', { namespace: 'sources' });
    expect(charts.filter(({ metadata }) => metadata.name.startsWith('team-a'))).toHaveLength(pairs.length);
  });

  test('are refused by the library', () => {
    const source = { spec: { chart: { spec: { sourceRef: { namespace: 'sources' } } } } };
    const createNamespace = true;
    const kinds = refusals(on => {
      on.subscribe(chart('linkerd2'), { subscriptionName: 'b', namespace: 'team-a', createNamespace }).patch(source);
      on.subscribe(chart('flagger'), { subscriptionName: 'a-b', namespace: 'team', createNamespace }).patch(source);
    });
    expect(kinds).toEqual(['helm-chart-collision']);
  });
});

/** Status of its newest Helm revision. */
function installedChart(status: Status | undefined): string | undefined {
  const [newest] = (status?.history ?? []) as readonly { readonly chartName: string }[];
  return newest?.chartName;
}
