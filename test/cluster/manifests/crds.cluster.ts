/** A CRD and an object of its kind in the same manifests: Flux applies the CRD first. */
import { ApiObject } from 'cdk8s';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster as ProfilesCluster } from 'cdk8s-profiles';
import { type Cluster, Delivery, FLUX_NAMESPACE, startCluster, synthesize } from '../harness';
import { waitReady } from '../failures/waiting';

const NAMESPACE = 'stack';
const API = { group: 'example.com', version: 'v1', kind: 'Widget' };

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
});

afterAll(() => cluster?.stop());

/** Objects in an order in which they could not be applied. */
function program(prod: ProfilesCluster): void {
  const manifests = prod.manifests('widgets');
  const apiVersion = `${API.group}/${API.version}`;
  new ApiObject(manifests, 'a-widget', {
    apiVersion,
    kind: API.kind,
    metadata: { name: 'first', namespace: NAMESPACE },
  });
  new ApiObject(manifests, 'crd', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `widgets.${API.group}` },
    spec: {
      group: API.group,
      scope: 'Namespaced',
      names: { kind: API.kind, plural: 'widgets' },
      versions: [{ name: API.version, served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  });
}

test('both are there when the release is ready', async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'crds-'));
  const sourceRef = { kind: 'GitRepository', name: NAMESPACE, namespace: FLUX_NAMESPACE } as const;
  const files = synthesize(fleet => program(new ProfilesCluster(fleet, 'prod', { namespace: NAMESPACE })), {
    outdir,
    delivery: { sourceRef, path: '.' },
  });
  rmSync(outdir, { recursive: true });
  await cluster.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  const delivery = await Delivery.create(cluster, NAMESPACE, { path: 'prod' });
  await delivery.waitApplied(await delivery.commit(files));
  await waitReady(cluster.kube, `${NAMESPACE}/widgets`);
  const found = await cluster.kube.list(`${API.group}/${API.version}`, API.kind, { namespace: NAMESPACE });
  expect(found.map(({ metadata }) => metadata.name)).toEqual(['first']);
});
