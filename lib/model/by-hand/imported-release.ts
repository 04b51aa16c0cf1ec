/**
 * A HelmRelease made by hand on its way to a subscription, and what decides about it.
 */
import type { AppliedObject } from '../applied-cluster';
import type { ClusterSpec } from '../subscriptions/cluster-schema';
import type { ByHand } from './to-subscription';

/** What decides how a cluster is imported, besides its objects. */
export interface ImportSettings {
  /** What `cluster.yaml` says already. */
  readonly known: ClusterSpec;
  /** Whether it has subscriptions that are not imported: then nothing that is common to all changes. */
  readonly hasOthers: boolean;
  /** Exact versions of charts by name of the release, `podinfo` or `apps/podinfo`, for those with a range. */
  readonly versions: ReadonlyMap<string, string>;
  /** Why releases stay as they are, by `HelmRelease namespace/name`, as far as that is known already. */
  readonly refused: ReadonlyMap<string, string>;
  /** The text of the file that `release` is in. */
  readonly textOf: (release: AppliedObject) => string;
}

/** A subscription, and what it takes the place of. */
export interface ImportedRelease extends ByHand {
  readonly name: string;
}
