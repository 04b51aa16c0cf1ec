/**
 * What waits for what in one cluster, as plain data.
 *
 * A plan holds rules, never pairs: 10,000 releases in five layers would be 16 million
 * pairs. `edgesOf` enumerates the pairs of one step when they are needed.
 */
import type { Problem } from '../model/problem';

/** `layers`: by layer, and for what is named. `dependencies`: only for what is named. */
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
  /** Layers it waits for as a whole, itself excepted. */
  readonly dependsOnLayers?: readonly number[];
  /** False: made elsewhere, so it can be waited for but does not wait. @default true */
  readonly waits?: boolean;
  /** Path of its construct, for problems. */
  readonly path?: string;
}

/** A planned release. */
export interface InstallStep {
  readonly name: string;
  readonly layer?: number;
  /** False: made elsewhere. Who waits for it also waits for what it would have waited for. */
  readonly waits: boolean;
  /** What it names, sorted; only what exists. */
  readonly dependsOn: readonly string[];
  /** Layers it names, ascending. */
  readonly dependsOnLayers: readonly number[];
  /** Layer that its own layer's rule makes it wait for. */
  readonly after?: number;
}

/** The members of one layer, and what all of them wait for. */
export interface LayerRule {
  readonly layer: number;
  /** Names, sorted. */
  readonly members: readonly string[];
  /** Nearest lower layer that is present. */
  readonly after?: number;
  /** A member was made elsewhere: who waits for this layer also waits for `after`. */
  readonly isOpen: boolean;
}

/** The order of one cluster. */
export interface InstallPlan {
  /** By layer, then name; what has no layer comes last. */
  readonly steps: readonly InstallStep[];
  /** Ascending; absent layers are not listed. */
  readonly layers: readonly LayerRule[];
  /** Everything that is wrong, never only the first. */
  readonly problems: readonly Problem[];
}

/** One release waiting for another. */
export interface InstallEdge {
  readonly from: string;
  readonly to: string;
  /** `named`: by `dependsOn`; a number: by the rule of layers, `to` being in that layer. */
  readonly reason: 'named' | number;
  /** The release made elsewhere that should have carried this wait. */
  readonly via?: string;
}
