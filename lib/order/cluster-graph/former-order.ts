/**
 * What is drawn of the order before a change. Releases have the labels that they have now.
 */
import type { PlannedRelease } from '../written-plan';
import type { GraphEdge } from './cluster-graph';

/** The order of one cluster before a change. */
export interface FormerOrder {
  /** Labels of what each release waited for, by its label. */
  readonly waits: ReadonlyMap<string, ReadonlySet<string>>;
  /** Releases that were removed. */
  readonly gone: readonly PlannedRelease[];
  /** What is no longer waited for: each with `change: 'removed'`. */
  readonly edges: readonly GraphEdge[];
}
