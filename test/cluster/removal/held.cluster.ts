/**
 * One release is removed while another still depends on it: it stays, everything else goes on, and
 * the next commit, or an operator, lets it be removed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, Files, KubeObject, conditionOf, named, startCluster } from '../harness';
import { FleetDelivery, Program } from '../failures/fleet-delivery';
import { Subscribe, inRounds } from '../failures/component';
import { helmRelease, waitReady } from '../failures/waiting';
import { applyGuard, probe } from './guard';

const FORBIDDEN = (name: string, user: string) =>
  new RegExp(
    `helmreleases.helm.toolkit.fluxcd.io "${name}" is forbidden: ValidatingAdmissionPolicy ` +
      `'cdk8s-profiles-removal-releases' with binding 'cdk8s-profiles-removal-releases' denied request: ` +
      `HelmRelease ${user} still depends on ${name}`,
  );

let cluster: Cluster;
let fleet: FleetDelivery;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish(...['cert-manager', 'linkerd2', 'flagger', 'loki'].map(name => ({ name })));
  await applyGuard(cluster, 'platform');
  fleet = await FleetDelivery.create(cluster, 'platform', { order: 'dependencies' });
  await fleet.deliver(before);
  await waitReady(cluster.kube, 'platform/flagger', 'platform/loki');
});

afterAll(() => cluster?.stop());

const subscriptions = (build: (subscribe: Subscribe) => void): Program => inRounds(cluster, build)({ round: 1 });

const before: Program = prod =>
  subscriptions(subscribe => {
    const certManager = subscribe('cert-manager');
    const linkerd2 = subscribe('linkerd2', { dependsOn: [certManager] });
    subscribe('flagger', { dependsOn: [linkerd2] });
    subscribe('loki');
  })(prod);

const after: Program = prod =>
  subscriptions(subscribe => {
    const certManager = subscribe('cert-manager');
    subscribe('flagger', { dependsOn: [certManager] });
  })(prod);

/** Like a user who removes files by hand. */
function withoutFiles(files: Files, ...releases: readonly string[]): Files {
  return Object.fromEntries(
    Object.entries(files).filter(([path]) => !releases.some(name => path.includes(`.${name}.`))),
  );
}

async function exists(release: string): Promise<boolean> {
  return (await cluster.kube.tryGet(helmRelease(release))) !== undefined;
}

/** Waits until Flux was refused to remove `release`; returns the message. */
async function waitRefused(release: string): Promise<string> {
  const { kube } = cluster;
  const { message = '' } = await kube.waitFor(`the removal of ${release} to be refused`, async () => {
    if (!(await exists(release))) throw new Error(`${release} is gone, and should have been held`);
    const ready = conditionOf(await kube.get(fleet.delivery.kustomization), 'Ready');
    return ready?.reason === 'PruneFailed' && ready;
  });
  return message;
}

test('it stays, Flux says for whom, and the rest of the commit is applied', async () => {
  const { kube } = cluster;
  await fleet.delivery.commit(withoutFiles(fleet.synthesize(before), 'linkerd2', 'loki'));
  expect(await waitRefused('platform/linkerd2')).toMatch(FORBIDDEN('linkerd2', 'platform/flagger'));
  const { spec } = await kube.get(fleet.delivery.kustomization);
  expect(spec).toMatchObject({ retryInterval: '5s' });
  await kube.waitGone(helmRelease('platform/loki'));
  await sleep(12_000);
  expect(await exists('platform/linkerd2')).toBe(true);
  expect(readFileSync(join(cluster.logs, 'kustomize-controller.log'), 'utf8')).toMatch(/"reason":"PruneFailed"/);
});

test('the next commit that drops the dependency lets it go', async () => {
  await fleet.deliver(after);
  await cluster.kube.waitGone(helmRelease('platform/linkerd2'));
  await waitReady(cluster.kube, 'platform/flagger');
});

test('kubectl is refused as well, and the operator’s annotation lets it through, there only', async () => {
  const { kube } = cluster;
  const base = probe('base');
  const other = probe('other');
  const user = probe('user', { dependsOn: [{ name: 'base' }, { name: 'other' }] });
  await kube.apply(base, other, user);
  const remove = (name: string) => kube.kubectl('delete', 'helmrelease', name, '--wait=false');
  await expect(remove('base')).rejects.toThrow(FORBIDDEN('base', 'default/user'));
  await kube.kubectl(
    ...['annotate', '--field-manager=flux-client-side-apply', 'helmrelease/base', 'cdk8s-profiles/ignore-order='],
  );
  await remove('base');
  await kube.waitGone(base);
  await expect(remove('other')).rejects.toThrow(FORBIDDEN('other', 'default/user'));
  await remove('user');
  await kube.waitGone(user);
  await remove('other');
});

test('Flux does not take the annotation away, and the removal goes on', async () => {
  const { kube } = cluster;
  await fleet.delivery.commit(withoutFiles(fleet.synthesize(after), 'cert-manager'));
  await waitRefused('platform/cert-manager');
  await kube.kubectl(
    ...['annotate', '--namespace=platform', '--field-manager=flux-client-side-apply'],
    ...['helmrelease/cert-manager', 'cdk8s-profiles/ignore-order='],
  );
  await kube.waitGone(helmRelease('platform/cert-manager'));
  expect(await exists('platform/flagger')).toBe(true);
});

test('what is not ours goes as ever', async () => {
  const { kube } = cluster;
  const theirs = ({ metadata, ...object }: KubeObject): KubeObject => {
    return {
      ...object,
      apiVersion: object.apiVersion,
      kind: object.kind,
      metadata: { ...metadata, labels: undefined },
    };
  };
  const source = { ...named('HelmRepository', 'none', 'default'), spec: { interval: '10m', url: cluster.charts.url } };
  const base = theirs(probe('base'));
  const user = theirs(probe('user', { dependsOn: [{ name: 'base' }] }));
  const ours = probe('ours', { dependsOn: [{ name: 'base' }] });
  const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'theirs' } };
  await kube.apply(source, base, user, ours, namespace);
  for (const object of [source, base, namespace]) {
    await kube.delete(object);
    await kube.waitGone(object);
  }
  await kube.delete(ours);
  await kube.delete(user);
});

test('a namespace stays while a release of ours lives in it', async () => {
  const { kube } = cluster;
  await expect(kube.kubectl('delete', 'namespace', 'platform', '--wait=false')).rejects.toThrow(
    /namespaces "platform" is forbidden: .* denied request: HelmRelease platform\/flagger is still in namespace platform/,
  );
});
