/** The removal guard on a test cluster: from a folder of its own, by a Kustomization of its own. */
import { RemovalGuard, type RemovalGuardProps } from 'cdk8s-profiles';
import { Cluster, Delivery, Files, KubeObject, synthesize } from '../harness';
import { withoutMechanism } from '../harness/mechanisms';

/** What `new RemovalGuard` writes for releases in `namespaces`: `guard/...`, less the mechanism that is taken out. */
export function guardFiles(...namespaces: readonly string[]): Files {
  return filesOfGuard({ namespaces });
}

function filesOfGuard(props: RemovalGuardProps): Files {
  return withoutMechanism(synthesize(fleet => new RemovalGuard(fleet, 'guard', props)));
}

/** Delivers the guard of releases in `namespaces`, and resolves when the API server asks it. */
export async function applyGuard(cluster: Cluster, ...namespaces: readonly string[]): Promise<void> {
  await applyGuardWith(cluster, { namespaces });
}

/** As `applyGuard`, with whatever a guard takes. */
export async function applyGuardWith(cluster: Cluster, props: RemovalGuardProps): Promise<void> {
  const delivery = await Delivery.create(cluster, 'guard', { path: 'guard' });
  await delivery.waitApplied(await delivery.commit(filesOfGuard(props)));
  await waitGuarding(cluster);
}

/** A policy counts some time after it was applied: until then nothing of a probe's is held. */
export async function waitGuarding({ kube }: Cluster): Promise<void> {
  if (process.env.WITHOUT === 'guard') return;
  const base = probe('guard-probe-base');
  const user = probe('guard-probe-user', { dependsOn: [{ name: base.metadata.name }] });
  await kube.waitFor('the guard to be asked', async () => {
    await kube.apply(base, user);
    return kube.delete(base).then(
      () => false,
      () => true,
    );
  });
  await kube.delete(user);
  await kube.waitGone(user);
  await kube.waitFor('the probe to be gone', () =>
    kube.delete(base).then(
      () => true,
      () => false,
    ),
  );
}

/** A release of ours that is never installed. */
export function probe(name: string, spec: object = {}, namespace = 'default'): KubeObject {
  const sourceRef = { kind: 'HelmRepository', name: 'none' };
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name, namespace, labels: { 'app.kubernetes.io/managed-by': 'cdk8s-profiles' } },
    spec: { interval: '10m', suspend: true, chart: { spec: { chart: name, version: '1.0.0', sourceRef } }, ...spec },
  };
}
