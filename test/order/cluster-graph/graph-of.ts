/**
 * Graphs of clusters of a few releases.
 */
import type { WrittenRelease } from '../../../lib/model/written-release';
import type { ClusterGraph } from '../../../lib/order/cluster-graph/cluster-graph';
import { graphPlan } from '../../../lib/order/cluster-graph/graph-plan';
import { planWritten } from '../../../lib/order/plan-written';

export interface SomeRelease {
  readonly layer?: number;
  readonly dependsOn?: readonly string[];
  /** Those of `dependsOn` that the program names. */
  readonly named?: readonly string[];
  /** Those of `dependsOn` whose upgrades it does not wait for. */
  readonly notInStep?: readonly string[];
}

export function graphOf(releases: Readonly<Record<string, SomeRelease>>): ClusterGraph {
  return graphPlan(planWritten(Object.entries(releases).map(toRelease), () => false)[0]);
}

/** Each release waits for all of the next lower layer, and for what it names. */
export function layered(
  layers: readonly (readonly string[])[],
  named: Readonly<Record<string, readonly string[]>> = {},
) {
  const releases = layers.flatMap((names, layer) =>
    names.map((name): [string, SomeRelease] => {
      const below = layers[layer - 1] ?? [];
      const wanted = named[name] ?? [];
      return [name, { layer, named: wanted, dependsOn: [...new Set([...below, ...wanted])] }];
    }),
  );
  return Object.fromEntries(releases);
}

function toRelease([name, release]: [string, SomeRelease], i: number): WrittenRelease {
  const { layer, dependsOn = [], named = [], notInStep = [] } = release;
  const waits = dependsOn.map(to => ({ name: to, namespace: 'flux-system', isInStep: !notInStep.includes(to) }));
  return {
    cluster: 'production',
    name,
    namespace: 'flux-system',
    layer,
    isManaged: true,
    isSuspended: false,
    revision: '0123456789',
    hasForeignValues: false,
    dependsOn: waits,
    named: new Set(named),
    location: { file: 'dist/production.yaml', line: i + 1, column: 1 },
  };
}
