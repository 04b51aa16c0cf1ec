/**
 * Which releases a dependable stands for.
 */
import { ApiObject } from 'cdk8s';
import { Dependable, type IConstruct, type IDependable } from 'constructs';
import { HELM_RELEASE } from '../../flux/helm-release';
import type { Member } from './member';
import { FLUX_OBJECT, isMarked, SUBSCRIPTION } from './symbols';

/** A release found in the construct tree: a member, or a HelmRelease written by hand. */
export type FoundRelease = Member | ApiObject;

/** Whether `object` is a HelmRelease, whatever its class and version. */
export function isHelmRelease(object: ApiObject): boolean {
  return object.kind === HELM_RELEASE.kind && object.apiGroup === HELM_RELEASE.apiVersion.split('/')[0];
}

/** The constructs that `dependable` stands for; `undefined` when it is not a dependable. */
export function tryRootsOf(dependable: IDependable): readonly IConstruct[] | undefined {
  try {
    return Dependable.of(dependable).dependencyRoots;
  } catch {
    // constructs throws for what lacks the trait, and for undefined
    return undefined;
  }
}

/** All releases in `construct`, itself included, in no certain order. */
export function findReleases(construct: IConstruct): FoundRelease[] {
  return construct.node.findAll().flatMap(found => tryRelease(found) ?? []);
}

/** The subscription that `object` belongs to, if it is one of ours. */
export function tryMemberOf(construct: IConstruct): Member | undefined {
  const found = construct.node.scopes.find(scope => isMarked(scope, SUBSCRIPTION));
  return found === undefined ? undefined : memberOf(found);
}

function tryRelease(construct: IConstruct): FoundRelease | undefined {
  if (isMarked(construct, SUBSCRIPTION)) return memberOf(construct);
  // ours stands for its subscription, which is found too
  if (!ApiObject.isApiObject(construct) || isMarked(construct, FLUX_OBJECT)) return undefined;
  // what is in manifests is waited for with all of them
  if (tryMemberOf(construct) !== undefined) return undefined;
  return isHelmRelease(construct) ? construct : undefined;
}

function memberOf(construct: IConstruct): Member {
  return (construct as unknown as { [SUBSCRIPTION]: Member })[SUBSCRIPTION];
}
