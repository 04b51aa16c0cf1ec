/**
 * Renders one cluster of a repository of subscriptions in memory, with files that are not written yet.
 */
import { relative } from 'node:path';
import { Cluster } from '../../constructs/cluster';
import { describeCluster, fillCluster } from '../../constructs/cluster-folder';
import { Fleet } from '../../constructs/fleet';
import { changedFiles } from '../../constructs/folder/file-view';
import { fileOf } from '../subscriptions/find-repository';
import { dirname, join, resolve } from 'node:path';
import type { JsonObject } from '../../model/data/json';
import type { Problem } from '../../model/problem';

/** Where a cluster is. */
export interface ClusterPlace {
  /** Path of the root of the repository. */
  readonly root: string;
  /** Path of the output. */
  readonly output: string;
  readonly cluster: string;
}

/** The objects of the cluster with `files`, by path from the root; or why there are none. */
export function renderCluster(
  { root, output, cluster }: ClusterPlace,
  files: ReadonlyMap<string, string>,
): { readonly objects: readonly JsonObject[] } | { readonly problems: readonly Problem[] } {
  const view = changedFiles(new Map([...files].map(([file, text]) => [resolve(root, file), text])));
  const fleet = new Fleet({ outdir: relative(process.cwd(), output) });
  const folder = join(relative(process.cwd(), root), dirname(fileOf(cluster, '')));
  const { props, read } = describeCluster(fleet, folder, {}, view);
  const rendered = fillCluster(new Cluster(fleet, cluster, props), read);
  const { problems } = fleet;
  return problems.length > 0 ? { problems } : { objects: rendered.toJson() };
}
