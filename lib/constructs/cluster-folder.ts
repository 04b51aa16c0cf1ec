/**
 * A cluster that files describe: its options, and what is added to it.
 */
import type { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { dirname, join } from 'node:path';
import type { ICatalog } from './props/i-catalog';
import type { ClusterProps } from './props/cluster-props';
import type { ClusterScope } from './tree/cluster-scope';
import { FLEET, isMarked } from './tree/symbols';
import { addSubscriptions } from './add-subscriptions';
import { findExistingReleases, namedFolders } from './folder/existing-releases';
import { currentFiles, type FileView } from './folder/file-view';
import { folderCatalogs } from './folder-catalogs';
import { markClusterPlace } from './folder/problem-places';
import { type ClusterFolder, readClusterFolder } from './folder/read-cluster-folder';

/** The files of a cluster, and the options that they and the program give it. */
export interface DescribedCluster {
  readonly props: ClusterProps;
  readonly read: ClusterFolder;
}

/** Reads `folder`, relative to the working directory; `props` of the program take precedence. */
export function describeCluster(
  scope: IConstruct,
  folder: string,
  props: ClusterProps,
  view: FileView = currentFiles(),
): DescribedCluster {
  const read = readClusterFolder(folder, view);
  const given: ClusterProps = Object.fromEntries(
    Object.entries(props ?? {}).filter(([, value]) => value !== undefined && value !== null),
  );
  const catalogs: readonly ICatalog[] | undefined =
    given.catalog === undefined && given.catalogs === undefined
      ? folderCatalogs(scope, join(dirname(dirname(folder)), 'catalogs'), view)
      : undefined;
  return { read, props: { ...read.spec, ...(catalogs && { catalogs }), ...given } };
}

/** Adds the subscriptions in `read` to `cluster`, and the HelmReleases that were made by hand. */
export function fillCluster<T extends ClusterScope>(cluster: T, read: ClusterFolder): T {
  const { root } = cluster.node;
  markClusterPlace(cluster, read);
  const output = isMarked(root, FLEET) ? [join((root as App).outdir, cluster.clusterName)] : [];
  const named = namedFolders(read);
  const { releases, problems } = findExistingReleases([...output, ...named.folders], cluster.catalogs);
  addSubscriptions(cluster, read, releases, [...named.problems, ...problems]);
  return cluster;
}
