/**
 * `pctl add`: subscribes a cluster to a profile.
 */
import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isInside } from '../../files/is-inside';
import { parseLayer } from '../../model/layer';
import { parseReference, parseSetValues } from '../../model/subscriptions/set-values';
import type { SubscriptionSpec } from '../../model/subscriptions/subscription-schema';
import { formatSubscription } from '../../model/subscriptions/format-files';
import { isWrittenBy, type UnfinishedChange } from '../synth/unfinished-change';
import type { Context, ExitCode } from '../terminal/command';
import { type ChangeFailure, changeRepository } from './change-repository';
import { findProfile, type FoundProfile } from './find-profile';
import { checkName, chooseCluster, fileOf, type Repository } from './find-repository';
import { proposeChange } from './propose-change';
import type { ChangeOptions, WantedChange } from './repository-change';

/** Options of the command. */
export interface AddOptions extends ChangeOptions {
  /** Of the repository or registry of a chart, or the Git repository of a profile. @default none: a profile of a catalog */
  readonly url?: string;
  /** Tag that publishes a profile in the Git repository at `url`. @default none */
  readonly tag?: string;
  /** Branch with a profile in that repository. @default none */
  readonly branch?: string;
  /** Folder of the profile on that branch. @default the root */
  readonly path?: string;
  /** Secret with which Flux reads that repository. @default none */
  readonly secret?: string;
  /** @default the only cluster */
  readonly cluster?: string;
  /** @default the name of the profile */
  readonly name?: string;
  readonly namespace?: string;
  readonly targetNamespace?: string;
  /** That of the Flux objects; Helm creates the other. */
  readonly createNamespace?: boolean;
  readonly layer?: string;
  /** Paths from the working directory. */
  readonly values?: readonly string[];
  /** `key=value`. */
  readonly set?: readonly string[];
  /** `NAME[/KEY][,optional]`. */
  readonly configMap?: readonly string[];
  readonly configSecret?: readonly string[];
  readonly dependsOn?: readonly string[];
}

export async function run(
  context: Context,
  [profile]: readonly (string | undefined)[],
  options: AddOptions,
): Promise<ExitCode> {
  const misuse = describeAddMisuse(profile, options);
  if (misuse !== undefined) {
    context.stderr(`error: ${misuse}\n`);
    return 2;
  }
  return proposeChange(context, options, { name: 'add' }, inside => addSubscription(inside, profile, options));
}

function describeAddMisuse(profile: string | undefined, { url, tag, branch, path, secret }: AddOptions) {
  const isInGit = tag !== undefined || branch !== undefined;
  const ways = [profile, tag, branch].filter(way => way !== undefined);
  if (ways.length !== 1 || (isInGit && url === undefined)) {
    return 'give a profile, a chart and its "--url", or the "--url" and "--tag" or "--branch" of a profile in Git';
  }
  if (path !== undefined && branch === undefined) return '"--path" is a folder on a branch, so give "--branch", too; a tag names its folder'; // prettier-ignore
  if (secret !== undefined && !isInGit) return '"--secret" is for the repository of a profile in Git, so give "--tag" or "--branch", too'; // prettier-ignore
  return undefined;
}

/**
 * Subscribes to `profile`, `[[NAMESPACE/]CATALOG/]PROFILE[@RANGE]`; with a URL to a chart, `CHART[@RANGE]`; and without
 * `profile`, to the one in Git at a tag or on a branch.
 */
export async function addSubscription(context: Context, profile: string | undefined, options: AddOptions) {
  const { url } = options;
  const found = url === undefined ? undefined : await findUnlisted(context, profile, url, options);
  return changeRepository(context, options, ['add', profile], (repository, _, left) =>
    plan(context, { ...repository, left }, found ?? findProfile(context, repository, profile ?? ''), options),
  );
}

/** Finds what no catalog lists. Most runs load neither module, because both load everything that uses the network. */
/* eslint-disable @typescript-eslint/no-require-imports */
function findUnlisted(
  context: Context,
  profile: string | undefined,
  url: string,
  { tag, branch, path, secret }: AddOptions,
) {
  if (profile === undefined) {
    const { findGitProfile } = require('./find-git-profile') as typeof import('./find-git-profile');
    return findGitProfile(context, { url, tag, branch, path, secret });
  }
  const { findChart } = require('./find-chart') as typeof import('./find-chart');
  return findChart(context, profile, url);
}
/* eslint-enable @typescript-eslint/no-require-imports */

function plan(
  context: Context,
  repository: Repository & { readonly left?: UnfinishedChange },
  found: FoundProfile | ChangeFailure,
  options: AddOptions,
): WantedChange | ChangeFailure {
  const cluster = chooseCluster(repository, options.cluster);
  const missing = [found, cluster].flatMap(each =>
    typeof each === 'string' ? [] : 'errors' in each ? each.errors : 'error' in each ? each.error : [],
  );
  if ('errors' in found || typeof cluster === 'object') return { errors: missing };
  const name = options.name ?? found.name;
  const folder = join(repository.root, fileOf(cluster, name), '..');
  const { spec, errors } = toSpec(context, found, { folder, root: repository.root }, options);
  errors.push(...checkName(name).map(error => `${error}. Give another with "--name"`));
  if (errors.length > 0) return { errors };
  const file = fileOf(cluster, name);
  // a run that was killed may have written it
  if (existsSync(join(repository.root, file)) && !isWrittenBy(repository.left, repository.root, file)) {
    return { errors: [`"${name}" is subscribed on cluster "${cluster}" already: ${file}. Change it there or with "pctl upgrade", or choose another "--name"`] }; // prettier-ignore
  }
  return {
    title: `Add ${name} ${found.version} to ${cluster}`,
    files: new Map([...(found.files ?? []), [file, formatSubscription(name, spec)]]),
    notes: found.notes,
  };
}

interface Place {
  /** Folder of the file. */
  readonly folder: string;
  readonly root: string;
}

/** What the file says, in the order in which people read it. */
function toSpec({ cwd }: Context, found: FoundProfile, place: Place, options: AddOptions) {
  const errors: string[] = [];
  const layer = options.layer === undefined ? undefined : parseLayer(options.layer);
  if (options.layer !== undefined && layer === undefined) errors.push(`layer "${options.layer}" is not readable. Write a whole number from 0`); // prettier-ignore
  const set = parseSetValues(options.set ?? []);
  if ('error' in set) errors.push(set.error);
  const references = [
    ...(options.configMap ?? []).map(text => parseReference('ConfigMap', text)),
    ...(options.configSecret ?? []).map(text => parseReference('Secret', text)),
  ];
  const valuesFiles = (options.values ?? []).map(file => {
    const path = resolve(cwd, file);
    if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) errors.push(`there is no file ${file}`);
    else if (!isInside(place.root, path)) errors.push(`${file} is outside of the repository. Copy it into the repository`); // prettier-ignore
    return relative(place.folder, path).replaceAll('\\', '/');
  });
  const valuesFrom = references.flatMap(reference => {
    if (!('error' in reference)) return reference;
    errors.push(reference.error);
    return [];
  });
  const spec: SubscriptionSpec = {
    ...found.spec,
    layer: layer ?? found.spec.layer,
    namespace: options.namespace,
    targetNamespace: options.targetNamespace,
    createNamespace: options.createNamespace,
    dependsOn: options.dependsOn,
    valuesFrom: valuesFrom.length > 0 ? valuesFrom : undefined,
    valuesFiles: valuesFiles.length > 0 ? valuesFiles : undefined,
    values: 'values' in set ? set.values : undefined,
  };
  return { spec, errors };
}
