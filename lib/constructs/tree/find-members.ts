/**
 * Finds the releases that a dependable refers to.
 */
import { ApiObject } from 'cdk8s';
import { Dependable, type IConstruct, type IDependable } from 'constructs';
import { HELM_RELEASE } from '../../flux/helm-release';
import type { Member } from './member';
import { FLUX_OBJECT, isMarked, SUBSCRIPTION } from './symbols';

/** A release in the construct tree: a member, or a HelmRelease that the program created itself. */
export type FoundRelease = Member | ApiObject;

/** Whether `object` is a HelmRelease, whatever its class and version. */
export function isHelmRelease(object: ApiObject): boolean {
  return object.kind === HELM_RELEASE.kind && object.apiGroup === HELM_RELEASE.apiVersion.split('/')[0];
}

/** The constructs that `dependable` refers to; `undefined` if it is not a dependable. */
export function tryRootsOf(dependable: IDependable): readonly IConstruct[] | undefined {
  try {
    return Dependable.of(dependable).dependencyRoots;
  } catch {
    // constructs throws if the trait is missing, and for undefined
    return undefined;
  }
}

/** All releases in `construct`, including itself, in no particular order. */
export function findReleases(construct: IConstruct): FoundRelease[] {
  return construct.node.findAll().flatMap(found => tryRelease(found) ?? []);
}

/** The subscription that `object` belongs to, if there is one. */
export function tryMemberOf(construct: IConstruct): Member | undefined {
  const found = construct.node.scopes.find(scope => isMarked(scope, SUBSCRIPTION));
  return found === undefined ? undefined : memberOf(found);
}

function tryRelease(construct: IConstruct): FoundRelease | undefined {
  if (isMarked(construct, SUBSCRIPTION)) return memberOf(construct);
  // the HelmRelease of a subscription belongs to the subscription, which is found too
  if (!ApiObject.isApiObject(construct) || isMarked(construct, FLUX_OBJECT)) return undefined;
  // objects in manifests are waited for together
  if (tryMemberOf(construct) !== undefined) return undefined;
  return isHelmRelease(construct) ? construct : undefined;
}

function memberOf(construct: IConstruct): Member {
  return (construct as unknown as { [SUBSCRIPTION]: Member })[SUBSCRIPTION];
}
