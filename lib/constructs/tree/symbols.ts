/**
 * How this library recognizes its own constructs.
 *
 * cdk8s inherits `instanceof`: every Chart is `instanceof` every subclass of Chart. And a program
 * may load this package twice. So a registered symbol on the instance decides.
 */
import type { IConstruct } from 'constructs';
import type { LayerFinding } from '../../model/layers/layer-finding';
import type { Problem } from '../../model/problem';

export const CLUSTER = Symbol.for('cdk8s-profiles.Cluster');
export const FLEET = Symbol.for('cdk8s-profiles.Fleet');
export const SUBSCRIPTION = Symbol.for('cdk8s-profiles.ProfileSubscription');
/** A construct that is applied by a Kustomization in the order of a cluster: manifests, or an unchanged folder. */
export const KUSTOMIZATION = Symbol.for('cdk8s-profiles.Kustomization');
export const MANIFESTS = Symbol.for('cdk8s-profiles.Manifests');
export const LAYER = Symbol.for('cdk8s-profiles.Layer');
export const FLUX_OBJECT = Symbol.for('cdk8s-profiles.FluxObject');
/** An object that is written only where the program writes no other of its name. */
export const FALLBACK = Symbol.for('cdk8s-profiles.fallback');
export const GUARD = Symbol.for('cdk8s-profiles.RemovalGuard');
export const GUARD_DELIVERY = Symbol.for('cdk8s-profiles.guardDelivery');
/** On a Kustomization: the service account with which Flux applies it. */
export const APPLIER: unique symbol = Symbol.for('cdk8s-profiles.applier');
/** On a chart whose objects are not each in a file of the chart's folder: a `Layout`. */
export const LAYOUT: unique symbol = Symbol.for('cdk8s-profiles.layout');
/** The chart with the sources that clusters share. */
export const SOURCES = Symbol.for('cdk8s-profiles.sharedSources');
export const NAMESPACES = Symbol.for('cdk8s-profiles.namespaces');
/** On a chart: creates objects that depend on its order, before they are collected. */
export const LATE_OBJECTS: unique symbol = Symbol.for('cdk8s-profiles.lateObjects');
/** On a chart: the Kustomizations that apply it. */
export const DELIVERED_BY: unique symbol = Symbol.for('cdk8s-profiles.deliveredBy');
/** On a cluster with a receiver: its relays. */
export const RELAYS: unique symbol = Symbol.for('cdk8s-profiles.relays');
export const PROBLEMS = Symbol.for('cdk8s-profiles.problems');

export const WARNINGS = Symbol.for('cdk8s-profiles.warnings');

/** A construct that reports its own problems. */
export interface HasProblems extends IConstruct {
  [PROBLEMS](): readonly Problem[];
}

/** A construct with findings that do not keep the app from being synthesized. */
export interface HasWarnings extends IConstruct {
  [WARNINGS](): readonly LayerFinding[];
}

/** Sets `symbol` on `target`, invisible to loops over its members. */
export function mark(target: object, symbol: symbol, value: unknown = true): void {
  Object.defineProperty(target, symbol, { value });
}

/** Whether `value` has `symbol`. */
export function isMarked(value: unknown, symbol: symbol): boolean {
  return typeof value === 'object' && value !== null && symbol in value;
}
