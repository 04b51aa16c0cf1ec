/**
 * Custom resources that Flux cannot apply together with the release that brings their CRDs.
 *
 * kustomize-controller sends all objects of a folder to the API server before it applies one
 * (server-side dry run). An unknown kind fails the whole folder, so the release that would bring
 * the CRD is never applied either.
 */
import type { ApiObject } from 'cdk8s';
import type { Problem } from '../../model/problem';

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

/** Those of `objects` whose API comes neither from Kubernetes, Flux and `existingApis` nor from a CRD among them. */
export function checkCustomResources(objects: readonly ApiObject[], existingApis: readonly string[] = []): Problem[] {
  const known = new Set([...KUBERNETES, ...existingApis, ...objects.flatMap(definedApi)]);
  const isKnown = ({ apiGroup, kind }: ApiObject) =>
    FLUX.test(apiGroup) || known.has(apiGroup) || known.has(`${apiGroup}/${kind}`);
  return objects
    .filter(object => !isKnown(object))
    .map(({ kind, apiGroup, metadata, node }) => ({
      kind: 'unserved-api',
      object: `${kind} "${metadata.name}"`,
      group: apiGroup,
      path: node.path,
    }));
}

/** `cert-manager.io/ClusterIssuer` for the CRD of that kind. */
function definedApi(object: ApiObject): string[] {
  if (object.kind !== 'CustomResourceDefinition') return [];
  const spec = (
    object.toJson() as { readonly spec?: { readonly group?: unknown; readonly names?: { kind?: unknown } } }
  ).spec;
  return [`${String(spec?.group)}/${String(spec?.names?.kind)}`];
}

function ofKubernetes(group: string): string {
  return `${group}.k8s.io`;
}
