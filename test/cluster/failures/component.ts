/**
 * Subscriptions to test charts, which are as healthy as a test needs them to be.
 */
import { Profile, type ProfileSubscription, type SubscribeOptions } from 'cdk8s-profiles';
import { Cluster } from '../harness';
import { Program } from './fleet-delivery';

/** What the releases of a program receive this time. */
export interface Round {
  /** Passed to every release as a value, so that each has something to upgrade. */
  readonly round: number;
  /** Names of those that never become available. */
  readonly sick?: readonly string[];
  /** Names of those that are suspended. */
  readonly suspended?: readonly string[];
}

/** Subscribes to the chart `name`. */
export type Subscribe = (name: string, options?: SubscribeOptions) => ProfileSubscription;

/** A program for a round, consisting of what `build` subscribes to. */
export function inRounds(cluster: Cluster, build: (subscribe: Subscribe) => void): (round: Round) => Program {
  return ({ round, sick = [], suspended = [] }) =>
    on =>
      build((name, options = {}) => {
        const profile = Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version: '1.0.0' });
        const isSick = sick.includes(name);
        return on.subscribe(profile, {
          values: { readyAfterSeconds: isSick ? 'never' : 1, echo: { round } },
          ...(isSick && { timeout: '5s' }),
          ...(suspended.includes(name) && { suspend: true }),
          ...options,
        });
      });
}
