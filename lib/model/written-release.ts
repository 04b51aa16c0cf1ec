/**
 * A HelmRelease as it was read back from manifests, written by this library or by others.
 */
import type { FileLocation } from './yaml/file-location';

/** A HelmRelease as it is written. */
export interface WrittenRelease {
  /** Empty: not known. */
  readonly cluster: string;
  readonly name: string;
  readonly namespace: string;
  readonly layer?: number;
  /** Absent: not made by a profile. */
  readonly profile?: string;
  /** What the release around a Kustomization applies. Absent: it is a chart. */
  readonly contents?: 'manifests' | 'kustomization';
  /** The profile's, else the chart's. */
  readonly version?: string;
  readonly catalog?: string;
  /** Range that the program asked for: `~1.2`. Absent: one version, or not known. */
  readonly range?: string;
  /** Whether we wrote it: only then does an absent name in `named` mean that a layer is the reason. */
  readonly isManaged: boolean;
  readonly isSuspended: boolean;
  /** Absent: no upgrade waits for it in lockstep. */
  readonly revision?: string;
  /** It takes values from objects whose content no revision shows. */
  readonly hasForeignValues: boolean;
  /** Everything that Flux makes it wait for, and whether for a revision. */
  readonly dependsOn: readonly { readonly name: string; readonly namespace: string; readonly isInStep: boolean }[];
  /** What of `dependsOn` the program names: `linkerd2`, or `team-a/linkerd2`. */
  readonly named: ReadonlySet<string>;
  readonly location: FileLocation;
}
