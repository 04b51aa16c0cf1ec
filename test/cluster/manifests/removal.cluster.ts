/**
 * Removal of charts and manifests: what is still needed stays, however it is removed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  chartsOf,
  type Cluster,
  conditionOf,
  Delivery,
  type Files,
  named,
  outOfOrder,
  startCluster,
  waitsOf,
} from '../harness';
import { helmRelease, waitReady } from '../failures/waiting';
import { applyGuard } from '../removal/guard';
import { deployment, Stack, THREE_LAYERS } from './stack';

const NAMESPACES = ['needed', 'partly', 'deleted', 'suspended'];

let cluster: Cluster;
const stacks: Stack[] = [];

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  for (const namespace of NAMESPACES) {
    stacks.push(new Stack(cluster, { namespace, ...THREE_LAYERS }));
  }
  await cluster.charts.publish(...chartsOf(stacks[0].charts(stacks[0].first())));
  await applyGuard(cluster, ...NAMESPACES);
});

afterAll(async () => {
  for (const stack of stacks) stack.stop();
  await cluster?.stop();
});

/** A stack that is installed in `namespace`, and its files. */
async function install(namespace: string, spec: object = {}) {
  const stack = stacks[NAMESPACES.indexOf(namespace)];
  await cluster.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const delivery = await Delivery.create(cluster, namespace, { path: 'prod', spec: { ...spec } });
  const files = stack.files(stack.first());
  await delivery.waitApplied(await delivery.commit(files));
  await waitReady(cluster.kube, ...THREE_LAYERS.layers.flat().map(name => `${namespace}/${name}`));
  return { stack, delivery, files };
}

/** Like a user who removes files by hand; the folder of the cluster stays. */
function without(files: Files, ...names: readonly string[]): Files {
  const isKept = (path: string) => !names.some(name => path.includes(`.${name}.`));
  return { ...Object.fromEntries(Object.entries(files).filter(([path]) => isKept(path))), 'prod/.gitkeep': '' };
}

/** Waits until Flux was refused to remove something; returns the message. */
async function waitRefused(delivery: Delivery, pattern: RegExp): Promise<void> {
  await cluster.kube.waitFor(`the refusal ${pattern}`, async () => {
    const ready = conditionOf(await cluster.kube.get(delivery.kustomization), 'Ready');
    return ready?.reason === 'PruneFailed' && pattern.test(ready.message ?? '');
  });
}

async function letGo(release: string): Promise<void> {
  const [namespace, name] = release.split('/');
  await cluster.kube.kubectl(
    ...['annotate', `--namespace=${namespace}`, '--field-manager=flux-client-side-apply'],
    ...[`helmrelease/${name}`, 'cdk8s-profiles/ignore-order='],
  );
}

async function exists(release: string): Promise<boolean> {
  return (await cluster.kube.tryGet(helmRelease(release))) !== undefined;
}

/** What Helm uninstalled in `namespace` since `begin`, by name, and what broke the order. */
function removals({ namespace, stack, begin }: { namespace: string; stack: Stack; begin: number }) {
  const actions = cluster.order
    .actions(begin)
    .filter(({ kind, release }) => kind === 'uninstall' && release.startsWith(`${namespace}/`));
  return {
    removed: actions.map(({ release }) => release.split('/')[1]).sort(),
    broken: outOfOrder(actions, waitsOf(stack.first(), namespace)),
  };
}

test('a chart that manifests need stays, and so do manifests that a chart needs, until an operator lets them go', async () => {
  const { kube } = cluster;
  const { delivery, files } = await install('needed');
  await delivery.commit(without(files, 'cert-manager'));
  await waitRefused(delivery, /HelmRelease needed\/issuers still depends on cert-manager/);
  await sleep(6_000);
  expect(await exists('needed/cert-manager')).toBe(true);
  await letGo('needed/cert-manager');
  await kube.waitGone(helmRelease('needed/cert-manager'));

  await delivery.commit(without(files, 'cert-manager', 'issuers'));
  await waitRefused(delivery, /HelmRelease needed\/ingress-nginx still depends on issuers/);
  await sleep(6_000);
  expect(await exists('needed/issuers')).toBe(true);
  expect(await kube.tryGet(deployment('issuers', 'needed'))).toBeDefined();
  await letGo('needed/issuers');
  await kube.waitGone(helmRelease('needed/issuers'));
  await kube.waitGone(deployment('issuers', 'needed'));
  expect(await exists('needed/ingress-nginx')).toBe(true);
});

test('manifests and the chart above them go in order, and the chart below them stays', async () => {
  const { stack, delivery, files } = await install('partly');
  const begin = Date.now();
  await delivery.commit(without(files, 'issuers', 'ingress-nginx'));
  await cluster.kube.waitGone(helmRelease('partly/issuers'));
  const removed = ['ingress-nginx', 'issuers'];
  expect(removals({ namespace: 'partly', stack, begin })).toEqual({ removed, broken: [] });
  await cluster.kube.waitGone(deployment('issuers', 'partly'));
  expect(await exists('partly/cert-manager')).toBe(true);
});

test('when the Kustomization that delivers them is deleted, charts and manifests go in reverse order', async () => {
  const { stack, delivery } = await install('deleted', { deletionPolicy: 'WaitForTermination' });
  const begin = Date.now();
  await cluster.kube.delete(delivery.kustomization);
  await cluster.kube.waitGone(delivery.kustomization, 200);
  const removed = ['cert-manager', 'ingress-nginx', 'issuers'];
  expect(removals({ namespace: 'deleted', stack, begin })).toEqual({ removed, broken: [] });
  expect(await cluster.kube.tryGet(deployment('issuers', 'deleted'))).toBeUndefined();
});

test('suspended manifests leave their objects behind when they are removed, and hold nothing below', async () => {
  const { kube } = cluster;
  const { stack, delivery } = await install('suspended');
  const suspended = stack.files(stack.first(), { suspended: ['issuers', 'ingress-nginx'] });
  await delivery.waitApplied(await delivery.commit(suspended));
  const begin = Date.now();
  await delivery.commit({ 'prod/.gitkeep': '' });
  await kube.waitGone(helmRelease('suspended/cert-manager'));
  expect(removals({ namespace: 'suspended', stack, begin })).toEqual({ removed: ['cert-manager'], broken: [] });
  expect(await kube.tryGet(named('Kustomization', 'issuers', 'suspended'))).toBeDefined();
  expect(await kube.tryGet(deployment('issuers', 'suspended'))).toBeDefined();
});
