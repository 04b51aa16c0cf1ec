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

/** Applies the CRDs of Cluster API; resolves when they are served. */
export async function serveClusterApi({ kube }: Cluster): Promise<void> {
  const folder = clusterApiFolder();
  const crds = readdirSync(folder).map(file => parse(readFileSync(join(folder, file), 'utf8')) as KubeObject);
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
