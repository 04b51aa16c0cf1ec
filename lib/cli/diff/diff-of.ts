/**
 * What all formats of `pctl diff` show.
 */
import type { ClusterChange } from '../../changes/change';
import type { DiffBase, DiffPlace } from './diff-sides';

/** Two outputs, and the clusters on which they differ. */
export interface Diff {
  readonly base: DiffBase;
  readonly place: DiffPlace;
  /** Those that change, sorted by name. */
  readonly clusters: readonly ClusterChange[];
  /** All clusters with releases in one of the outputs, sorted. */
  readonly names: readonly string[];
}
