/**
 * Custom resources that Flux cannot apply together with the release that brings their CRDs.
 *
 * kustomize-controller sends all objects of a folder to the API server before it applies one
 * (server-side dry run). An unknown kind fails the whole folder, so the release that would bring
 * the CRD is never applied either.
 */
import type { JsonObject } from '../../model/data/json';
import type { Problem } from '../../model/problem';
import type { AppliedObject } from '../tree/objects';

/** API groups that every cluster serves (k8s.io/api, apiextensions and apiregistration). */
const KUBERNETES = new Set([
  'core',
  'apps',
  'autoscaling',
  'batch',
  'policy',
  ...['admissionregistration', 'apiextensions', 'apiregistration', 'authentication', 'authorization'].map(ofKubernetes),
  ...['certificates', 'coordination', 'discovery', 'events', 'flowcontrol.apiserver', 'internal.apiserver'].map(
    ofKubernetes,
  ),
  ...['networking', 'node', 'rbac.authorization', 'resource', 'scheduling', 'storage', 'storagemigration'].map(
    ofKubernetes,
  ),
]);
/** API groups of the controllers that apply the folder. */
const FLUX = /\.toolkit\.fluxcd\.io$/;

/**
 * Those of `objects` whose API comes neither from Kubernetes, Flux and `existingApis` nor from a CRD among what is
 * `applied`. Other folders count, because they are applied whatever happens to this one; what releases bring does not.
 */
export function checkCustomResources(
  objects: readonly AppliedObject[],
  applied: readonly AppliedObject[],
  existingApis: readonly string[] = [],
): Problem[] {
  const known = new Set([...KUBERNETES, ...existingApis, ...applied.flatMap(definedApi)]);
  const isKnown = ({ group, kind }: AppliedObject) =>
    FLUX.test(group) || known.has(group) || known.has(`${group}/${kind}`);
  return objects
    .filter(object => !isKnown(object))
    .map(({ kind, group, name, object }) => ({
      kind: 'unserved-api',
      object: `${kind} "${name}"`,
      group,
      path: object.node.path,
    }));
}

/** `cert-manager.io/ClusterIssuer` for the CRD of that kind. */
function definedApi({ group, kind, spec }: AppliedObject): string[] {
  if (kind !== 'CustomResourceDefinition' || group !== 'apiextensions.k8s.io') return [];
  const { group: defined, names } = (spec() ?? {}) as JsonObject;
  return [`${String(defined)}/${String((names as JsonObject | undefined)?.kind)}`];
}

function ofKubernetes(group: string): string {
  return `${group}.k8s.io`;
}
