/**
 * Turns the order of a cluster before a change into what a graph of the change draws of it.
 */
import type { GraphEdge } from '../order/cluster-graph/cluster-graph';
import type { FormerOrder } from '../order/cluster-graph/former-order';
import type { WrittenPlan } from '../order/written-plan';
import type { ClusterChange } from './change';

/** `change` is what happens to the cluster; absent, if nothing does. */
export function formerOrder(plan: WrittenPlan | undefined, change: ClusterChange | undefined): FormerOrder {
  const changes = change?.releases ?? [];
  const renamed = new Map(changes.flatMap(({ formerLabel, label }) => (formerLabel === undefined ? [] : [[formerLabel, label]]))); // prettier-ignore
  const current = (label: string) => renamed.get(label) ?? label;
  const gone = new Set(changes.filter(({ kind }) => kind === 'removed').map(({ label }) => label));
  const lost = new Map(changes.map(({ label, noLongerAfter }) => [label, new Set(noLongerAfter)]));
  const releases = plan?.releases ?? [];
  const edges = releases.flatMap(({ label, waitsFor }) =>
    waitsFor.map(({ label: to, reason, isInStep }): GraphEdge => {
      return { from: current(label), to: current(to), reason, isInStep, change: 'removed' };
    }),
  );
  return {
    waits: new Map(
      releases.map(({ label, waitsFor }) => [current(label), new Set(waitsFor.map(to => current(to.label)))]),
    ),
    gone: releases.filter(({ label }) => gone.has(label)),
    edges: edges.filter(({ from, to }) => gone.has(from) || gone.has(to) || lost.get(from)?.has(to) === true),
  };
}
