/**
 * How long one release may take, according to its HelmRelease.
 */
import type { JsonObject } from '../model/data/json';
import { durationSeconds } from './duration';

/** Flux's default for each Helm action (helm.toolkit.fluxcd.io/v2). */
const TIMEOUT = '5m';
/** How often helm-controller checks waiting releases by default. */
const REQUEUE_SECONDS = 30;

/** Seconds from the moment when nothing holds it back until it is installed or upgraded, or has failed. */
export function releaseSeconds(spec: JsonObject = {}): number {
  const limits = [spec.install, spec.upgrade].map(action => (action as JsonObject | undefined)?.timeout);
  const seconds = limits.map(limit => durationSeconds(String(limit ?? spec.timeout ?? TIMEOUT)));
  return Math.max(...seconds) + REQUEUE_SECONDS;
}

/** Seconds that its uninstall may take. */
export function uninstallSeconds(spec: JsonObject = {}): number {
  const limit = (spec.uninstall as JsonObject | undefined)?.timeout;
  return durationSeconds(String(limit ?? spec.timeout ?? TIMEOUT));
}
