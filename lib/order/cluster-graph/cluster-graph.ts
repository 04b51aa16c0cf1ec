/**
 * The order of one cluster as a graph to draw, as plain data.
 *
 * A layer that waits for all of another is one bundle, not a line for each pair: 400 releases in
 * five layers would be 25,600 lines.
 */
import type { Problem } from '../../model/problem';
import type { WrittenRelease } from '../../model/written-release';

/** What is drawn of one cluster. */
export interface ClusterGraph {
  /** Empty: releases whose cluster is unknown. */
  readonly name: string;
  /** From left to right, in the order of installation. */
  readonly columns: readonly GraphColumn[];
  /** Column by column, from top to bottom. */
  readonly nodes: readonly GraphNode[];
  /** Sorted by `from`, then `to`. */
  readonly edges: readonly GraphEdge[];
  /** In the order of the columns of `from`, then sorted. */
  readonly bundles: readonly GraphBundle[];
  /** Labels of the longest chain of releases that wait for each other, the first to be installed first. */
  readonly longestWay: readonly string[];
  readonly isRemovalGuarded?: boolean;
  readonly problems: readonly GraphProblem[];
}

/** One layer, or releases without a layer that are installed at the same stage. */
export interface GraphColumn {
  /** Absent: the releases have no layer. */
  readonly layer?: number;
  /** Labels, from top to bottom; releases wait only for those in earlier ranks, except in cycles. */
  readonly ranks: readonly (readonly string[])[];
}

/** One release. */
export interface GraphNode {
  /** Unique in the cluster: `linkerd2`, or `team-a/linkerd2` outside its usual namespace. */
  readonly label: string;
  readonly name: string;
  readonly namespace: string;
  /** Absent: others wait for it, and it was not found. */
  readonly release?: WrittenRelease;
  /** Whether it was removed; `release` is what it was. @default false */
  readonly isGone?: boolean;
  /** The other cluster that it is on, if its object is on the same API server. Absent: it is on this one. */
  readonly elsewhere?: string;
}

/** Whether releases wait for each other only now, or only did before. */
export type LineChange = 'added' | 'removed';

/** One release waiting for another. */
export interface GraphEdge {
  /** Label of the release that waits. */
  readonly from: string;
  readonly to: string;
  /** `named`: by the program or a user; `layer`: by the rule of the layer of `to`. */
  readonly reason: 'named' | 'layer';
  /** Whether upgrades of `from` wait for those of `to`. */
  readonly isInStep: boolean;
  /** Absent: it stays, or nothing is compared. */
  readonly change?: LineChange;
}

/** Each release of `from` waiting for each of `to`, except for itself. */
export interface GraphBundle {
  /** Labels of one column, sorted. */
  readonly from: readonly string[];
  /** Labels of one column, sorted. */
  readonly to: readonly string[];
  /** Layer whose releases are all in `from`. Absent: only some of them, or they have no layer. */
  readonly fromLayer?: number;
  /** Layer whose releases are all in `to`. Absent: only some of them, or they have no layer. */
  readonly toLayer?: number;
  readonly reason: GraphEdge['reason'];
  /** Labels in `to` whose upgrades some of `from` do not wait for, sorted. */
  readonly notInStep: readonly string[];
  /** Absent: some of it stays, or nothing is compared. */
  readonly change?: LineChange;
}

/** A problem, and the releases that it is about. */
export interface GraphProblem {
  readonly problem: Problem;
  /** Labels, sorted. */
  readonly labels: readonly string[];
}
