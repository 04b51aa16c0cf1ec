/** experiment */
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, FLUX_NAMESPACE, KubeObject, formatConditions, named, startCluster } from '../harness';
import { helmRelease } from './waiting';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish({ name: 'cert-manager' }, { name: 'linkerd2' }, { name: 'flagger' }, { name: 'shop' });
  for (const name of ['team', 'team-a', 'sources', 'hand']) await cluster.kube.apply({ ...named('Namespace', name) });
  await cluster.kube.apply({ ...named('HelmRepository', 'charts', 'sources'), spec: { interval: '10m', url: cluster.charts.url } });
});
afterAll(() => cluster?.stop());

function release(name: string, chart: string, dependsOn: readonly object[] = []): KubeObject {
  const reference = helmRelease(name);
  const sourceRef = { kind: 'HelmRepository', name: 'charts', namespace: 'sources' };
  return { ...reference, spec: { interval: '10m', targetNamespace: reference.metadata.namespace, releaseName: reference.metadata.name, chart: { spec: { chart, version: '1.0.0', sourceRef } }, dependsOn } };
}

test('x', async () => {
  const { kube } = cluster;
  await kube.apply(
    release('hand/base', 'cert-manager'),
    release('hand/orphan', 'linkerd2', [{ name: 'nobody' }]),
    release('hand/chicken', 'linkerd2', [{ name: 'egg' }]),
    release('hand/egg', 'linkerd2', [{ name: 'chicken' }]),
    release('hand/self', 'linkerd2', [{ name: 'self' }]),
    release('hand/syntax', 'linkerd2', [{ name: 'base', readyExpr: "dep.status == " }]),
    release('hand/unknown', 'linkerd2', [{ name: 'base', readyExpr: "other.status == 1" }]),
    release('hand/number', 'linkerd2', [{ name: 'base', readyExpr: "1 + 1" }]),
    release('hand/dyn', 'linkerd2', [{ name: 'base', readyExpr: "dep.metadata.name" }]),
    release('hand/key', 'linkerd2', [{ name: 'base', readyExpr: "dep.metadata.labels['x'] == '1'" }]),
    release('team-a/b', 'linkerd2'),
    release('team/a-b', 'flagger'),
  );
  for (let i = 0; i < 4; i++) {
    await sleep(10_000);
    for (const o of await kube.list('helm.toolkit.fluxcd.io/v2', 'HelmRelease')) {
      process.stderr.write(`${o.metadata.namespace}/${o.metadata.name}: gen ${o.metadata.generation} ${formatConditions(o)} ${JSON.stringify((o.status?.history as {chartName: string}[] | undefined)?.map(h => h.chartName))}\n`);
    }
    process.stderr.write('\n');
  }
  process.stderr.write(JSON.stringify(await kube.list('source.toolkit.fluxcd.io/v1', 'HelmChart', { namespace: 'sources' }), null, 1));
  process.stderr.write(FLUX_NAMESPACE);
});
