/**
 * One cluster of 1,000 releases in five layers: 160,000 waits when they are ordered.
 */
import { Cluster, Fleet, type InstallOrder } from 'cdk8s-profiles';
import { layeredCatalog } from './fleet-program';

/** The program, constructed but not synthesized. */
export function layeredProgram(order: InstallOrder): Fleet {
  const fleet = new Fleet();
  const catalog = layeredCatalog(fleet, 1000);
  const cluster = new Cluster(fleet, 'production', { catalog, order });
  for (const name of catalog.profileNames) cluster.subscribe(name);
  return fleet;
}
