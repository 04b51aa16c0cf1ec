/**
 * The clusters of a repository without a program: a folder in `subscriptions` for each.
 */
import { type App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from './cluster';
import { RemovalGuard } from './removal-guard';
import { describeCluster, fillCluster } from './cluster-folder';
import { clustersIn, describeTakenName, fluxFolder, GUARD_FOLDER } from './folder/cluster-names';
import { readByHand } from './folder/existing-releases';
import { currentFiles, type FileView } from './folder/file-view';
import { SUBSCRIPTIONS } from './folder/read-cluster-folder';
import { unreadBesideClusters } from './folder/unread-files';
import { mark, PROBLEMS } from './tree/symbols';
import type { Problem } from '../model/problem';
import { isProfilesError } from '../model/profiles-error';

/**
 * Adds the clusters in `folder`, relative to the working directory, to `fleet`. Where a cluster is delivered from, the
 * Kustomizations of its folder and of a guard are written to `flux-<cluster>`.
 */
export function addClusters(fleet: Construct, folder: string, view: FileView = currentFiles()): void {
  const parent = join(folder, SUBSCRIPTIONS);
  const names = clustersIn(parent, view);
  const taken = new Map(names.flatMap(name => findTaken(parent, name, names) ?? []));
  const problems = [...taken.values(), ...unreadBesideClusters(parent, view)];
  mark(new Construct(fleet, '.clusters'), PROBLEMS, () => problems);
  const clusters = names
    .filter(name => !taken.has(name))
    .map(name => {
      const { props, read } = describeCluster(fleet, join(parent, name), {}, view);
      const cluster = fillCluster(new Cluster(fleet, name, props), read);
      return { cluster, isEmpty: read.subscriptions.length === 0 && !hasByHand(fleet, name) };
    });
  const delivered = clusters.filter(({ cluster }) => cluster.delivery !== undefined);
  if (delivered.length === 0) return;
  const guard = new RemovalGuard(fleet, GUARD_FOLDER);
  for (const { cluster, isEmpty } of delivered) {
    const flux = new Chart(fleet, fluxFolder(cluster.clusterName));
    const { sourceRef, path } = cluster.delivery!;
    guard.deliverFrom(flux, { sourceRef, path: `${path}/${GUARD_FOLDER}` });
    // a cluster without any manifests has no folder, which Flux would look for
    if (!isEmpty) problems.push(...tryDeliver(cluster, flux));
  }
}

/** Delivers `cluster` from `flux`, or returns what is wrong with it: there may be more in other files. */
function tryDeliver(cluster: Cluster, flux: Chart): readonly Problem[] {
  try {
    cluster.deliverFrom(flux);
    return [];
  } catch (error) {
    if (isProfilesError(error)) return error.problems;
    throw error;
  }
}

/** Whether manifests made by hand are in the folder of the cluster `name`; without its Kustomization, Flux deletes them. */
function hasByHand(fleet: Construct, name: string): boolean {
  const folder = join((fleet.node.root as App).outdir, name);
  return existsSync(folder) && readByHand([folder]).files.length > 0;
}

function findTaken(parent: string, name: string, names: readonly string[]): [[string, Problem]] | undefined {
  const why = describeTakenName(name, names);
  const what = `${join(parent, name)} is not the folder of a cluster, because ${why}`;
  return why === undefined ? undefined : [[name, { kind: 'invalid-props', what, remedy: 'rename it' }]];
}
