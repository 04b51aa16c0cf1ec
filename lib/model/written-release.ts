/**
 * A HelmRelease that was read back from manifests, written by this library or by other tools.
 */
import type { FileLocation } from './yaml/file-location';

/** A HelmRelease in a manifest. */
export interface WrittenRelease {
  /** Empty: unknown. */
  readonly cluster: string;
  readonly name: string;
  readonly namespace: string;
  readonly layer?: number;
  /** Absent: it does not belong to a profile. */
  readonly profile?: string;
  /** What the release applies if it is a Kustomization. Absent: it installs a chart. */
  readonly contents?: 'manifests' | 'kustomization';
  /** The version of the profile, otherwise that of the chart. */
  readonly version?: string;
  readonly catalog?: string;
  /** What it installs. Absent: a part of a profile in Git, or its source was not read. */
  readonly chart?: {
    /** URL of the repository or registry, without slashes at its end. Absent: it is in `source`. */
    readonly repository?: string;
    /** HelmRepository that was not read, because it is on the cluster already. */
    readonly source?: { readonly namespace: string; readonly name: string };
    readonly name: string;
  };
  /** Range that the program asked for: `~1.2`. Absent: one version, or unknown. */
  readonly range?: string;
  /** Whether this library wrote it. Only then, a dependency that is not in `named` comes from a layer. */
  readonly isManaged: boolean;
  readonly isSuspended: boolean;
  /** Whether it installs on another cluster than that of its object, by `kubeConfig`. Absent: it does not. */
  readonly isRemote?: true;
  /** Absent: no upgrade waits for it in lockstep. */
  readonly revision?: string;
  /** Whether it takes its chart, or values, from objects whose content is not part of the revision. */
  readonly hasForeignValues: boolean;
  /** Everything that it waits for, and whether it waits for a revision. */
  readonly dependsOn: readonly { readonly name: string; readonly namespace: string; readonly isInStep: boolean }[];
  /** Dependencies that the program names: `linkerd2`, or `team-a/linkerd2`. */
  readonly named: ReadonlySet<string>;
  readonly location: FileLocation;
}
