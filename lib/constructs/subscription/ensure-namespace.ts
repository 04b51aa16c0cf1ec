/**
 * Namespaces of Flux objects and of manifests, which Flux does not create itself. As for charts, they
 * are created if they do not exist, are not changed if they do, and stay when the release is removed.
 */
import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { LABELS, MANAGER, PRUNE } from '../../model/labels';
import type { ClusterScope } from '../tree/cluster-scope';
import { ALWAYS_THERE } from '../tree/namespaces';
import { FALLBACK, mark } from '../tree/symbols';

const KEEP = {
  [PRUNE]: 'disabled',
  'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent',
};

/** Writes namespace `name` once for the cluster, unless every cluster has it or the program writes it. */
export function ensureNamespace(cluster: ClusterScope, name: string): void {
  const scope = cluster.node.tryFindChild('.namespaces') ?? new Construct(cluster, '.namespaces');
  if (
    name === '' ||
    ALWAYS_THERE.includes(name) ||
    name === cluster.namespace ||
    scope.node.tryFindChild(name) !== undefined
  )
    return;
  const object = new ApiObject(scope as Construct, name, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { [LABELS.managedBy]: MANAGER }, annotations: KEEP },
  });
  // the chart sets its namespace on all objects, but this one belongs to none
  object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  mark(object, FALLBACK);
}
