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
  /** False: its upgrades wait as Flux has it, not in lockstep. @default true */
  readonly isInStep?: boolean;
  /** Names of releases whose upgrades it does not wait for, once it is installed. */
  readonly independentOf?: readonly string[];
  /** It takes values from objects whose content no revision shows. @default false */
  readonly hasForeignValues?: boolean;
  /** Path of its construct, for problems. */
  readonly path?: string;
}

/** A planned release. */
export interface InstallStep {
  readonly name: string;
  readonly layer?: number;
  /** False: made elsewhere. Who waits for it also waits for what it would have waited for. */
  readonly waits: boolean;
  /** False: who waits for it in lockstep also waits for what it would have waited for. */
  readonly isInStep: boolean;
  /** What it does not wait for on an upgrade, sorted; who waits for it in lockstep waits for these too. */
  readonly independentOf: readonly string[];
  readonly hasForeignValues: boolean;
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
  /** A member does not carry order: who waits for this layer also waits for what that member should have. */
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

/**
 * Why an upgrade of the dependant may not wait for that of the dependency. With values from
 * elsewhere it waits for all but those.
 */
export type StepGap = 'made elsewhere' | 'switched off' | 'values from elsewhere';

/** One release waiting for another. */
export interface InstallEdge {
  readonly from: string;
  readonly to: string;
  /** `named`: by `dependsOn`; a number: by the rule of layers, `to` being in that layer. */
  readonly reason: 'named' | number;
  /** The release that should have carried this wait, and does not. */
  readonly via?: string;
  /** Absent: upgrades are in lockstep. */
  readonly notInStep?: StepGap;
}
