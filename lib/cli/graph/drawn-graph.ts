/**
 * What all formats of `pctl graph` draw.
 */
import type { ClusterChange, ReleaseChange } from '../../changes/change';
import type { ClusterGraph } from '../../order/cluster-graph/cluster-graph';
import type { WrittenPlan } from '../../order/written-plan';
import type { Diff } from '../diff/diff-of';

/** The graph of a cluster and, with `--against`, what happens to it. */
export interface ComparedGraph extends ClusterGraph {
  /** Absent: nothing is compared. */
  readonly comparison?: Comparison;
}

/** What happens to a cluster. */
export interface Comparison {
  /** Absent: nothing does. */
  readonly change?: ClusterChange;
  /** Releases that change, by label. */
  readonly releases: ReadonlyMap<string, ReleaseChange>;
}

/** A cluster with everything that the page says about it. */
export interface DrawnCluster {
  readonly plan: WrittenPlan;
  /** Before the change. Absent: nothing is compared, or the cluster is new. */
  readonly former?: WrittenPlan;
  readonly graph: ComparedGraph;
}

/** All clusters that are drawn. */
export interface Drawing {
  /** Sorted by name. */
  readonly clusters: readonly DrawnCluster[];
  /** Where the manifests were read. */
  readonly folder: string;
  /** Absent: nothing is compared. */
  readonly diff?: Diff;
}
