/**
 * Applies all rules to one cluster.
 */
import type { AppliedCluster } from '../model/applied-cluster';
import { checkCollisions } from './check-collisions';
import { checkCustomResources } from './check-custom-resources';
import { checkCycles } from './check-cycles';
import { checkDependencies, checkRetries } from './check-dependencies';
import { checkFields } from './check-fields';
import { checkRevisions } from './check-revisions';
import { checkUpgradeOrder } from './check-upgrade-order';
import { ClusterIndex } from './cluster-index';
import { found, type VerifyFinding } from './verify-finding';
import { WaitGraph } from './wait-graph';

/** Everything that is wrong with `cluster`, unsorted. */
export function verifyCluster(cluster: AppliedCluster): VerifyFinding[] {
  const index = new ClusterIndex(cluster);
  const graph = new WaitGraph(index);
  return [
    ...cluster.failures.map(({ what, remedy, location }) => found('build-failed', what, remedy, location)),
    ...cluster.unresolved.map(({ what, location }) => found('unresolved', what, '', location)),
    ...checkDependencies(index),
    ...checkRetries(index),
    ...checkCycles(graph),
    ...checkCollisions(index),
    ...checkCustomResources(index, graph),
    ...cluster.objects.flatMap(checkFields),
    ...checkRevisions(index),
    ...checkUpgradeOrder(index),
  ];
}
