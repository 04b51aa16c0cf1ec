/**
 * Where a cluster from a template is in a repository, as in repositories of Weave GitOps.
 */
import { fieldsOf } from '../../model/data/fields';
import type { Fields } from '../../model/data/json';
import type { FilledTemplate } from './read-template';

/** A cluster by its name and namespace. */
export interface ClusterPlace {
  readonly name: string;
  /** Of its Cluster API objects. */
  readonly namespace: string;
}

/**
 * That of the Cluster in the template, or of the first object if there is none; what they do not say is in the
 * parameters, `fallback` is the last resort.
 */
export function placeOf({ rendered, values }: FilledTemplate, fallback: string): ClusterPlace {
  const objects = rendered.files.flatMap(file => file.objects);
  const isCluster = ({ apiVersion, kind }: Fields) =>
    kind === 'Cluster' && String(apiVersion).startsWith('cluster.x-k8s.io/');
  const named = objects.find(isCluster) ?? objects.find(({ kind }) => kind === 'GitopsCluster');
  const metadata = fieldsOf(named?.metadata);
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const param = (...names: readonly string[]) =>
    names.map(name => text(values.get(name))).find(value => value !== undefined);
  return {
    name: text(metadata.name) ?? param('CLUSTER_NAME', 'RESOURCE_NAME') ?? fallback,
    namespace: text(metadata.namespace) ?? param('NAMESPACE') ?? 'default',
  };
}

/** Folder of what is installed on the cluster: `clusters/default/eu-1`. */
export function folderOfCluster({ name, namespace }: ClusterPlace): string {
  return `clusters/${namespace}/${name}`;
}

/** File of the objects that the cluster consists of: `clusters/management/clusters/default/eu-1.yaml`. */
export function infrastructureFile({ name, namespace }: ClusterPlace): string {
  return `clusters/management/clusters/${namespace}/${name}.yaml`;
}
