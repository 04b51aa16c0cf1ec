/**
 * A HelmRelease that is not from a subscription: others can wait for it, and it can be in a layer,
 * but it cannot wait.
 */
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { Problem } from '../../model/problem';
import { describeProblem } from '../../model/problem-words';
import { checkLayer } from '../checks/check-options';
import { clusterOf } from '../tree/cluster-scope';
import { isHelmRelease } from '../tree/find-members';
import type { Member } from '../tree/member';
import type { IProfileSubscription, ReleaseReference } from '../props/i-profile-subscription';
import { mark, SUBSCRIPTION } from '../tree/symbols';

/** A HelmRelease that something else writes, by its name. */
export interface ExternalReleaseTarget {
  /** Its `metadata.name`. */
  readonly name: string;
  /** Its `metadata.namespace`. @default the cluster's */
  readonly namespace?: string;
}

/** How a HelmRelease made elsewhere takes part in the order. */
export interface ExternalReleaseOptions {
  /** Whole number from 0. @default not layered: only releases that name it wait for it */
  readonly layer?: number;
}

/** Lets the release `target` take part in the order of the cluster around `scope`. */
export function externalRelease(
  scope: Construct,
  id: string,
  target: ApiObject | ExternalReleaseTarget,
  options: ExternalReleaseOptions,
): IProfileSubscription {
  return new ExternalRelease(scope, id, target, options);
}

class ExternalRelease extends Construct implements IProfileSubscription {
  readonly subscriptionName: string;
  readonly namespace: string;
  readonly layer?: number;

  constructor(
    scope: Construct,
    id: string,
    target: ApiObject | ExternalReleaseTarget,
    options: ExternalReleaseOptions,
  ) {
    super(scope, id);
    const cluster = clusterOf(this);
    const { name, namespace = cluster.namespace } = ApiObject.isApiObject(target) ? target.metadata : target;
    this.subscriptionName = name!;
    this.namespace = namespace;
    this.layer = options.layer;
    const problems = this.check(target);
    const member: Member = {
      construct: this,
      name: name!,
      namespace,
      layer: this.layer,
      waits: false,
      isInStep: false,
      dependsOn: [],
      independentOf: [],
      problemsAt: () => problems,
    };
    mark(this, SUBSCRIPTION, member);
    cluster.join(member);
    this.node.addValidation({ validate: () => cluster.problemsAt(this.node.path).map(describeProblem) });
  }

  get releases(): readonly ReleaseReference[] {
    return [{ name: this.subscriptionName, namespace: this.namespace }];
  }

  private check(target: ApiObject | ExternalReleaseTarget): Problem[] {
    const problems: Problem[] = [];
    const path = this.node.path;
    if (ApiObject.isApiObject(target) && !isHelmRelease(target)) {
      const what = `fromHelmRelease is given a ${target.kind}`;
      problems.push({ kind: 'invalid-props', path, what, remedy: 'give it a HelmRelease' });
    }
    problems.push(...checkLayer(this.layer).map(problem => ({ ...problem, path })));
    return problems;
  }
}
