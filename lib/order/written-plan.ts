/**
 * The order of one cluster according to its manifests, as plain data.
 */
import type { Problem } from '../model/problem';
import type { WrittenRelease } from '../model/written-release';

/** One release waiting for another. */
export interface Wait {
  readonly name: string;
  readonly namespace: string;
  /** `name`, or `namespace/name` outside of flux-system. */
  readonly label: string;
  /** Absent: it was not found. */
  readonly target?: WrittenRelease;
  /** The release of another cluster whose object is on the same API server. Absent: there is none. */
  readonly elsewhere?: WrittenRelease;
  /** `named`: by the program or a user; `layer`: by the rule of the target's layer. */
  readonly reason: 'named' | 'layer';
  /** Whether it waits for upgrades of the target, including values from elsewhere. */
  readonly isInStep: boolean;
}

/** A release and what it waits for, sorted by label. */
export interface PlannedRelease {
  readonly release: WrittenRelease;
  readonly label: string;
  readonly waitsFor: readonly Wait[];
  /** How many releases are installed before it, one after the other, at least; Infinity in a cycle and after one. */
  readonly depth: number;
}

/** What is installed on one cluster, and when. */
export interface WrittenPlan {
  /** Empty: releases whose cluster is unknown. */
  readonly name: string;
  /** In the order of installation, except where a cycle makes that impossible. */
  readonly releases: readonly PlannedRelease[];
  /** Number of releases in each layer, ascending. */
  readonly layers: ReadonlyMap<number, number>;
  /** Whether the guard, which makes removal ordered, is applied to the API server of the releases. Absent: unknown. */
  readonly isRemovalGuarded?: boolean;
  readonly problems: readonly Problem[];
}
