/**
 * One chart as a member of the order of a cluster: its HelmRelease, and the values objects that it reads.
 */
import type { Construct, IDependable } from 'constructs';
import type { Problem } from '../../model/problem';
import { isMoving } from '../checks/check-source-ref';
import type { IProfile } from '../props/i-profile';
import type { ValuesFrom } from '../props/values';
import type { Member } from '../tree/member';
import { mark, SUBSCRIPTION } from '../tree/symbols';
import { createValuesObjects } from '../values/values-object';
import { createRelease, type ReleaseRequest } from './create-release';

/** What a member is made from. */
export interface MemberRequest extends ReleaseRequest {
  /** Absent: the profile was not found, which is one of the problems. */
  readonly profile?: IProfile;
  readonly valuesFrom: readonly ValuesFrom[];
  /** Read at synthesis: more may be added. */
  readonly dependsOn: readonly IDependable[];
  /** Read at synthesis: problems of the member's data. */
  readonly problems: readonly Problem[];
}

/** Makes `construct` a member of its cluster; its objects are created in it. */
export function joinRelease(construct: Construct, request: MemberRequest): Member {
  const { cluster, profile, name, namespace, layer, options, dependsOn, problems } = request;
  const { references, own: ownValues } = createValuesObjects(request.valuesFrom, {
    construct,
    name,
    namespace,
    substitute: cluster.substitute,
    report: problem => request.report(problem),
  });
  const member: Member = {
    construct,
    name,
    namespace,
    layer,
    layered: profile?.layered,
    waits: true,
    isInStep: options.upgradeOrder !== 'flux',
    dependsOn,
    independentOf: options.independentOf ?? [],
    // only a new version of the source upgrades it, not a commit
    isContentNamed: profile?.artifact === undefined || !isMoving(profile.artifact),
    resource: profile && createRelease(construct, request, profile, references),
    ownValues,
    valuesSchema: profile?.artifact?.valuesSchema,
    problemsAt: always(problems),
  };
  mark(construct, SUBSCRIPTION, member);
  cluster.join(member);
  return member;
}

/** A function of its own, so that it does not keep the request in memory. */
function always<T>(value: T): () => T {
  return () => value;
}
