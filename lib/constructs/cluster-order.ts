/**
 * The order of one cluster at one moment: its plan, and what each member's object says of it.
 */
import type { DependencyReference } from '../flux/release';
import { qualifiedName } from '../model/names';
import { edgesOf, tryStep } from '../order/edges-of';
import type { InstallPlan, InstallStep } from '../order/install-plan';
import { planInstall, type PlanInstallOptions } from '../order/plan-install';
import { clusterNodes, type ClusterNodes } from './cluster-nodes';
import type { ClusterScope } from './cluster-scope';
import type { Member } from './member';

export class ClusterOrder {
  readonly plan: InstallPlan;
  private readonly read: ClusterNodes;
  /** References of those who wait by the rule of layers alone, by layer and namespace. */
  private readonly shared = new Map<string, readonly DependencyReference[]>();

  constructor(
    private readonly cluster: ClusterScope,
    members: readonly Member[],
    options: PlanInstallOptions,
  ) {
    this.read = clusterNodes(cluster, members);
    this.plan = planInstall(this.read.nodes, options);
  }

  /** What is wrong with the order. */
  get problems(): InstallPlan['problems'] {
    return [...this.read.problems, ...this.plan.problems];
  }

  /** What `member` waits for as Flux writes it, frozen; one list for all who wait for the same. */
  references(member: Member): readonly DependencyReference[] {
    const step = this.stepOf(member);
    if (step === undefined) return [];
    if (!isRuled(step)) return this.toReferences(step, member);
    const key = `${step.after}/${member.namespace}`;
    const known = this.shared.get(key) ?? this.toReferences(step, member);
    this.shared.set(key, known);
    return known;
  }

  /** What `member` waits for because it names it; all else comes from its layer. */
  namedBy(member: Member): string[] {
    const step = this.stepOf(member);
    if (step === undefined || isRuled(step)) return [];
    return edgesOf(this.plan, step).flatMap(({ to, reason }) => (reason === 'named' ? to : []));
  }

  private toReferences(step: InstallStep, { namespace: home }: Member): readonly DependencyReference[] {
    const references = edgesOf(this.plan, step).map(({ to }) => {
      const { name, namespace } = this.read.objects.get(to)!;
      return namespace === home ? { name } : { name, namespace };
    });
    return Object.freeze(references.sort(byNamespaceThenName));
  }

  private stepOf({ name, namespace }: Member): InstallStep | undefined {
    return tryStep(this.plan, qualifiedName(name, namespace, this.cluster.namespace));
  }
}

/** Whether only the rule of its layer says what `step` waits for. */
function isRuled(step: InstallStep): boolean {
  return step.dependsOn.length === 0 && step.dependsOnLayers.length === 0;
}

function byNamespaceThenName(a: DependencyReference, b: DependencyReference): number {
  const [first = '', second = ''] = [a.namespace, b.namespace];
  if (first !== second) return first < second ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}
