/**
 * `pctl remove`: removes a subscription, unless others name it as their dependency.
 */
import { dirname, join } from 'node:path';
import { currentFiles } from '../../constructs/folder/file-view';
import { CLUSTER_FILE } from '../../model/subscriptions/cluster-schema';
import { formatCluster } from '../../model/subscriptions/format-files';
import type { SubscriptionSpec } from '../../model/subscriptions/subscription-schema';
import { removeYaml } from '../../model/yaml/remove-yaml';
import type { UnfinishedChange } from '../synth/unfinished-change';
import type { Context, ExitCode } from '../terminal/command';
import { type ChangeFailure, changeRepository } from './change-repository';
import { readFile } from './edit-file';
import { describeWaiting, findReleases } from './find-releases';
import { findDependants, findSubscription, NAMING_FIELDS, type Repository } from './find-repository';
import { proposeChange } from './propose-change';
import type { ChangeOptions, WantedChange } from './repository-change';

/** Options of the command. */
export interface RemoveOptions extends ChangeOptions {
  /** @default the only cluster on which it is subscribed */
  readonly cluster?: string;
  /** Remove it from the dependencies of others. @default false: then it is not removed */
  readonly dropDependencies?: boolean;
}

export async function run(context: Context, [name]: readonly string[], options: RemoveOptions): Promise<ExitCode> {
  return proposeChange(context, options, { name: 'remove' }, inside => removeSubscription(inside, name, options));
}

/** Removes the subscription `name`. */
export function removeSubscription(context: Context, name: string, options: RemoveOptions) {
  return changeRepository(context, options, ['remove', name], (repository, output, left) =>
    plan(repository, output, name, options, left),
  );
}

function plan(
  repository: Repository,
  output: string,
  name: string,
  options: RemoveOptions,
  left: UnfinishedChange | undefined,
): WantedChange | ChangeFailure {
  const found = findSubscription(repository, name, options.cluster);
  if ('error' in found) {
    // a run that was killed may have removed it
    return left !== undefined ? { title: `Remove ${name}`, files: new Map() } : { errors: [found.error] };
  }
  const dependants = findDependants(repository, found);
  if (dependants.length > 0 && options.dropDependencies !== true) {
    const names = dependants.map(dependant => `"${dependant.name}"`).join(', ');
    return { errors: [`${names} wait${dependants.length === 1 ? 's' : ''} for "${name}", by "dependsOn" of ${dependants.map(({ file }) => file).join(', ')}. Remove ${dependants.length === 1 ? 'it' : 'them'} first, or give "--drop-dependencies"`] }; // prettier-ignore
  }
  const releases = findReleases(repository, output, found);
  const waiting = describeWaiting(repository, output, found, releases, 'Drop it there first');
  if (waiting.length > 0) return { errors: waiting };
  const files = new Map<string, string | undefined>([[found.file, undefined]]);
  for (const { file, spec } of dependants) {
    const text = withoutDependency(readFile(repository, file), spec, name);
    if (text === undefined)
      return { errors: [`"${name}" cannot be removed from ${file} for certain. Remove it by hand`] };
    files.set(file, text);
  }
  const title = `Remove ${name} from ${found.cluster}`;
  const folder = dirname(found.file);
  // no file of a cluster would be left, so that nothing says that there is one
  if (currentFiles().list(join(repository.root, folder), 'file').length > 1) return { title, files };
  files.set(`${folder}/${CLUSTER_FILE}`, formatCluster({}));
  return { title, files, notes: [`${folder}/${CLUSTER_FILE} keeps the cluster, which has no subscriptions now.`] };
}

/** The text of a subscription that does not name `name`; `undefined` if it cannot be changed for certain. */
function withoutDependency(before: string, spec: SubscriptionSpec, name: string): string | undefined {
  let text: string | undefined = before;
  for (const field of NAMING_FIELDS) {
    const names = [...(spec[field] ?? [])];
    for (let i = names.lastIndexOf(name); i !== -1; i = names.lastIndexOf(name)) {
      names.splice(i, 1);
      text = text === undefined ? undefined : removeYaml(text, ['spec', field, i]);
    }
  }
  return text;
}
