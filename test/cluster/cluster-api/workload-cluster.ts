/**
 * Clusters of Cluster API on the test cluster: their kinds without controllers, and the second API
 * server as every one of them.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Cluster, conditionOf, KubeObject, ObjectReference } from '../harness';
import { clusterApiFolder } from '../programs';

/** Namespace of the clusters, their kubeconfigs and their releases. */
export const NAMESPACE = 'clusters';

/** Kinds of the provider for Docker, with whatever is in them. */
const PROVIDER = ['DockerCluster', 'DockerMachineTemplate'].map((kind): KubeObject => {
  const plural = `${kind.toLowerCase()}s`;
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const group = 'infrastructure.cluster.x-k8s.io';
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      ...{ group, scope: 'Namespaced', names: { kind, plural, singular: kind.toLowerCase() } },
      versions: [{ name: 'v1beta2', served: true, storage: true, schema }],
    },
  };
});

/** Applies the CRDs of Cluster API and of a provider; resolves when they are served. */
export async function serveClusterApi({ kube }: Cluster): Promise<void> {
  const folder = clusterApiFolder();
  const core = readdirSync(folder).map(file => parse(readFileSync(join(folder, file), 'utf8')) as KubeObject);
  const crds = [...core, ...PROVIDER];
  await Promise.all(crds.map(crd => kube.apply(crd)));
  for (const crd of crds) {
    const isServed = async () => conditionOf(await kube.get(crd), 'Established')?.status === 'True';
    await kube.waitFor(`CRD ${crd.metadata.name} to be served`, isServed);
  }
}

/** The Cluster `name`. */
export function clusterObject(name: string): ObjectReference {
  return { apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', metadata: { name, namespace: NAMESPACE } };
}
