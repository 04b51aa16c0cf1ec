/**
 * Reads the folder of a cluster: `cluster.yaml`, and a file for each subscription, `linkerd2.yaml`.
 */
import { basename, join } from 'node:path';
import type { Problem } from '../../model/problem';
import { CLUSTER_FILE, type ClusterSpec } from '../../model/subscriptions/cluster-schema';
import {
  parseClusterFile,
  parseSubscriptionFile,
  type ReadClusterFile,
  type ReadFile,
} from '../../model/subscriptions/subscription-file';
import type { SubscriptionSpec } from '../../model/subscriptions/subscription-schema';
import type { FileView } from './file-view';
import { unreadBelowCluster } from './unread-files';

/** The folder of all clusters, in the root of a repository. */
export const SUBSCRIPTIONS = 'subscriptions';

/** How the names of files of Helm values end, which can be next to the subscriptions. */
const VALUES_ENDING = '.values.yaml';

/** A subscription, as in its file. */
export interface FoundSubscription {
  /** Its name: that of the file. */
  readonly name: string;
  /** Path of the file, relative to the working directory. */
  readonly file: string;
  readonly spec: SubscriptionSpec;
  readonly locate: ReadFile<unknown>['locate'];
}

/** What the files of a cluster say. */
export interface ClusterFolder {
  /** Path of the folder, relative to the working directory. */
  readonly folder: string;
  readonly spec: ClusterSpec;
  /** Places in `cluster.yaml`. Absent: there is none. */
  readonly locate?: ReadClusterFile['locate'];
  /** Places of texts in it. */
  readonly find?: ReadClusterFile['find'];
  /** Sorted by name; those whose file cannot be read are missing. */
  readonly subscriptions: readonly FoundSubscription[];
  readonly problems: readonly Problem[];
}

/** Reads `folder`, relative to the working directory. */
export function readClusterFolder(folder: string, view: FileView): ClusterFolder {
  const problems: Problem[] = [];
  const attempt = <T extends { readonly problems: readonly Problem[] }>(file: string, parse: (text: string) => T) => {
    const read = view.read(file);
    const result = 'problem' in read ? { problems: [read.problem] } : parse(read.text);
    problems.push(...result.problems);
    return result as Partial<T>;
  };
  const names = view.list(folder, 'file').filter(name => !name.startsWith('.'));
  const subscriptions = names.filter(isSubscription).flatMap((fileName): FoundSubscription | [] => {
    const name = basename(fileName, '.yaml');
    const file = join(folder, fileName);
    const { spec, locate } = attempt(file, text => parseSubscriptionFile(text, file, name));
    return spec === undefined || locate === undefined ? [] : { name, file, spec, locate };
  });
  for (const name of names.filter(other => /\.ya?ml$/i.test(other) && !other.endsWith('.yaml')))
    problems.push(wrongEnding(join(folder, name)));
  const file = join(folder, CLUSTER_FILE);
  const cluster = names.includes(CLUSTER_FILE) ? attempt(file, text => parseClusterFile(text, file)) : undefined;
  problems.push(...unreadBelowCluster(folder, view));
  if (view.list(folder, 'file').length === 0) problems.push(noFolder(folder));
  return { folder, spec: cluster?.spec ?? {}, locate: cluster?.locate, find: cluster?.find, subscriptions, problems };
}

function isSubscription(name: string): boolean {
  return name.endsWith('.yaml') && name !== CLUSTER_FILE && !name.endsWith(VALUES_ENDING);
}

function wrongEnding(file: string): Problem {
  const what = `${file} is not read, because its name does not end in .yaml`;
  return { kind: 'invalid-props', what, remedy: 'rename it', location: { file, line: 1, column: 1 } };
}

function noFolder(folder: string): Problem {
  const what = `there are no files in ${folder}`;
  return { kind: 'invalid-props', what, remedy: 'correct the path, which is relative to the working directory' };
}
