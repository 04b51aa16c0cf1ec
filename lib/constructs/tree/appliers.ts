/**
 * The service accounts that Flux uses to apply what an app writes; the guard trusts them.
 */
import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { APPLIER, isMarked, mark } from './symbols';

/** Records that the Kustomization `object` is applied as `serviceAccountName` of its own namespace. */
export function markApplier(object: ApiObject, serviceAccountName: string): void {
  mark(object, APPLIER, `${object.metadata.namespace}/${serviceAccountName}`);
}

/** `<namespace>/<name>` of each service account in the app of `construct`. */
export function appliersAround(construct: IConstruct): string[] {
  const found = construct.node.root.node.findAll().filter(each => isMarked(each, APPLIER));
  return found.map(each => (each as unknown as { readonly [APPLIER]: string })[APPLIER]);
}
