/**
 * The members of a cluster, and its order and problems since the last change.
 */
import type { Chart } from 'cdk8s';
import { copyPlain } from '../../model/data/copy-plain';
import { groupBy } from '../../model/data/group-by';
import type { LayerFinding } from '../../model/layers/layer-finding';
import type { Problem } from '../../model/problem';
import type { InstallPlan } from '../../order/install-plan';
import { checkCluster } from '../checks/check-cluster';
import type { ClusterProps } from '../props/cluster-props';
import { type ClusterScope, fleetOf } from '../tree/cluster-scope';
import type { Member } from '../tree/member';
import { objectsOf, unorderedObjects } from '../tree/objects';
import { ClusterOrder } from './cluster-order';
import { addReceiver } from './cluster-receiver';
import type { ClusterSources } from './cluster-sources';

interface FoundProblems {
  readonly problems: readonly Problem[];
  /** By the path of their construct. */
  readonly byPath: ReadonlyMap<string, readonly Problem[]>;
}

/** What a cluster knows about itself; everything is computed on first use. */
export class ClusterState {
  private readonly members: Member[] = [];
  private readonly receiverProblems: () => readonly Problem[];
  private current?: ClusterOrder;
  private found?: FoundProblems;

  constructor(
    private readonly cluster: Chart &
      Omit<ClusterScope, 'sources' | 'order'> & { readonly sources: ClusterSources; readonly order: ClusterOrder },
    private readonly props: ClusterProps,
    private readonly given: { readonly isInFleet: boolean; readonly nullItems: readonly Problem[] },
  ) {
    this.receiverProblems = addReceiver(cluster, props.receiver ?? fleetOf(cluster)?.receiver);
  }

  /** Adds `member` to the order. */
  add(member: Member): void {
    this.members.push(member);
    this.invalidate();
  }

  /** Discards the results from before a change. */
  invalidate(): void {
    this.current = undefined;
    this.found = undefined;
  }

  /** The order since the last change. */
  get order(): ClusterOrder {
    return (this.current ??= this.findOrder());
  }

  /** Problems at the construct `path`, since the last change. */
  problemsAt(path: string): readonly Problem[] {
    return this.known.byPath.get(path) ?? [];
  }

  /** Current problems, because constructs may have changed without notice. */
  refreshProblems(): readonly Problem[] {
    this.invalidate();
    return this.known.problems;
  }

  /** The current plan, copied, because clusters share theirs; does not affect the cached results. */
  findPlan(): InstallPlan & { readonly warnings: readonly LayerFinding[] } {
    const order = this.findOrder();
    const { steps, layers } = order.plan;
    return { ...copyPlain({ steps, layers }), problems: this.findProblems(order), warnings: order.layers.warnings };
  }

  /** What the models of layers warn about, since the last change. */
  get warnings(): readonly LayerFinding[] {
    return this.order.layers.warnings;
  }

  private get known(): FoundProblems {
    const problems = this.found?.problems ?? this.findProblems(this.order);
    return (this.found ??= { problems, byPath: groupBy(problems, ({ path = '' }) => path) });
  }

  private findOrder(): ClusterOrder {
    return new ClusterOrder(this.cluster, this.members, this.props);
  }

  private findProblems(order: ClusterOrder): readonly Problem[] {
    const { cluster, props, members } = this;
    const { isInFleet, nullItems } = this.given;
    const { clusterName, namespace, kubernetesVersion, sources } = cluster;
    return checkCluster({
      path: cluster.node.path,
      clusterName,
      namespace,
      kubernetesVersion,
      props,
      members,
      order,
      objects: objectsOf(cluster),
      others: () => unorderedObjects(cluster.node.root),
      partProblems: [...nullItems, ...sources.problems, ...this.receiverProblems()],
      isInFleet,
    });
  }
}
