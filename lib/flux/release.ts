/**
 * A Helm release with all options resolved, ready to be written.
 */
import type { JsonObject } from '../model/data/json';
import type { ReleaseOptions } from './release-options';

/** Where a release's chart comes from. */
export type ReleaseChart =
  | { readonly kind: 'HelmRepository'; readonly source: string; readonly chart: string; readonly version: string }
  | { readonly kind: 'OCIRepository'; readonly source: string }
  /** A folder of a source: `./charts/kustomization`. */
  | {
      readonly kind: 'GitRepository' | 'Bucket';
      readonly source: string;
      /** Absent: the namespace of the release. */
      readonly namespace?: string;
      readonly chart: string;
      /** Whether another commit of the source means another chart, even with the same version. @default false */
      readonly isByRevision?: boolean;
    };

/** Everything in a HelmRelease's spec except the order. */
export interface Release {
  readonly chart: ReleaseChart;
  /** At most 53 characters. */
  readonly releaseName: string;
  readonly targetNamespace: string;
  readonly options: ReleaseOptions;
  /** How Helm determines that the objects are ready. Absent: as Flux is configured. */
  readonly waitStrategy?: 'poller';
  readonly values?: JsonObject;
}

/** One entry of a HelmRelease's `dependsOn`. */
export type DependencyReference = {
  readonly name: string;
  /** Absent: the namespace of the dependant. */
  readonly namespace?: string;
  /** CEL over `dep` and `self` that replaces Flux's own check. */
  readonly readyExpr?: string;
};
