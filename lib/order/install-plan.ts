/**
 * What waits for what in one cluster, as plain data.
 *
 * A plan contains rules, not pairs: 10,000 releases in five layers would be 16 million pairs.
 * `edgesOf` enumerates the pairs of one step when they are needed.
 */
import type { Problem } from '../model/problem';

/** What releases wait for: `layers`, the next lower layer and what they name; `dependencies`, only what they name. */
export type InstallOrder = 'layers' | 'dependencies';

/** When a release without a layer is installed: after all layers, or at any time. */
export type UnlayeredOrder = 'last' | 'any';

/** A release to plan. */
export interface InstallNode {
  /** Unique in the cluster: `linkerd2`, or `team-a/linkerd2` in another namespace. */
  readonly name: string;
  /** Whole number from 0. */
  readonly layer?: number;
  /** Names of the releases it waits for, whatever their layers. */
  readonly dependsOn?: readonly string[];
  /** Layers that it waits for as a whole, except for itself. */
  readonly dependsOnLayers?: readonly number[];
  /** False: made elsewhere, so that others can wait for it, but it does not wait. @default true */
  readonly waits?: boolean;
  /** False: its upgrades wait only as in Flux, not in lockstep. @default true */
  readonly isInStep?: boolean;
  /** Names of releases whose upgrades it does not wait for, once it is installed. */
  readonly independentOf?: readonly string[];
  /** Whether it takes values from objects whose content is not part of the revision. @default false */
  readonly hasForeignValues?: boolean;
  /** Path of its construct, for problems. */
  readonly path?: string;
}

/** A planned release. */
export interface InstallStep {
  /** Unique in the cluster: `linkerd2`, or `team-a/linkerd2` in another namespace. */
  readonly name: string;
  /** Whole number from 0. Absent: not layered. */
  readonly layer?: number;
  /** False: made elsewhere. What waits for it also waits for what it would have waited for. */
  readonly waits: boolean;
  /** Whether its upgrades wait. If not, what waits for it in lockstep also waits for what it would have waited for. */
  readonly isInStep: boolean;
  /** What its upgrades do not wait for, sorted; what waits for it in lockstep waits for these too. */
  readonly independentOf: readonly string[];
  /**
   * Whether it takes values from objects that this library does not write, so that their content is
   * not part of the revision.
   */
  readonly hasForeignValues: boolean;
  /** Releases that it names, sorted; only those that exist. */
  readonly dependsOn: readonly string[];
  /** Layers it names, ascending. */
  readonly dependsOnLayers: readonly number[];
  /** Layer that it waits for as a whole. Absent: it waits for none. */
  readonly after?: number;
}

/** The members of one layer, and what all of them wait for. */
export interface LayerRule {
  /** Number of the layer. */
  readonly layer: number;
  /** Names of its releases, sorted. */
  readonly members: readonly string[];
  /** Nearest lower layer that has releases. Absent: this is the lowest. */
  readonly after?: number;
  /**
   * Whether some member does not wait itself, so that what waits for this layer also waits for what
   * that member should have waited for.
   */
  readonly isOpen: boolean;
}

/** The order of one cluster. */
export interface InstallPlan {
  /** Sorted by layer, then name; releases without a layer come last. */
  readonly steps: readonly InstallStep[];
  /** Ascending; layers without releases are left out. */
  readonly layers: readonly LayerRule[];
  /** All problems. */
  readonly problems: readonly Problem[];
}

/**
 * Why an upgrade of the dependant may not wait for that of the dependency. With values from
 * elsewhere, it waits for everything except those.
 */
export type StepGap = 'made elsewhere' | 'switched off' | 'values from elsewhere';

/** One release waiting for another. */
export interface InstallEdge {
  /** Name of the release that waits. */
  readonly from: string;
  /** Name of the release that it waits for. */
  readonly to: string;
  /** `named`: by `dependsOn`; a number: by the rule of layers, because `to` is in that layer. */
  readonly reason: 'named' | number;
  /** The release between the two that should have waited, and does not. Absent: `from` itself waits for `to`. */
  readonly via?: string;
  /** Why an upgrade of `from` may not wait for that of `to`. Absent: it waits. */
  readonly notInStep?: StepGap;
}
