/**
 * `pctl move`: gives a subscription another name or namespace, and keeps its Helm release.
 *
 * It takes two commits. The first suspends the HelmRelease, so that Flux deletes it without touching the Helm release
 * when the second replaces it with the new one, which takes the Helm release over.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DNS_LABEL_RULE, isDnsLabel } from '../../model/names';
import { isWrittenBy, type UnfinishedChange } from '../synth/unfinished-change';
import type { Context, ExitCode } from '../terminal/command';
import { type ChangeFailure, changeRepository } from './change-repository';
import { checkName, fileOf, findSubscription, type Repository } from './find-repository';
import { findMoved, planSuspension, planTakeover } from './plan-move';
import { proposeChange } from './propose-change';
import type { ChangeOptions, WantedChange } from './repository-change';

/** Options of the command. */
export interface MoveOptions extends ChangeOptions {
  /** @default the only cluster on which it is subscribed */
  readonly cluster?: string;
  /** New name. */
  readonly name?: string;
  /** New namespace of the Flux objects. */
  readonly namespace?: string;
  /** Refused. */
  readonly targetNamespace?: string;
  /** Refused. */
  readonly toCluster?: string;
}

export async function run(context: Context, [name]: readonly string[], options: MoveOptions): Promise<ExitCode> {
  const { name: newName, namespace, targetNamespace, toCluster } = options;
  if ([newName, namespace, targetNamespace, toCluster].every(option => option === undefined)) {
    context.stderr('error: give the new name with "--name", or the new namespace with "--namespace"\n');
    return 2;
  }
  return proposeChange(context, options, { name: 'move' }, inside => moveSubscription(inside, name, options));
}

/** Moves the subscription `name`, by one commit. */
export function moveSubscription(context: Context, name: string, options: MoveOptions) {
  return changeRepository(context, options, ['move', name], (repository, output, left) =>
    plan({ repository, output, left }, name, options),
  );
}

function plan(
  { repository, output, left }: { repository: Repository; output: string; left?: UnfinishedChange },
  name: string,
  options: MoveOptions,
): WantedChange | ChangeFailure {
  const errors = [...refusals(name, options), ...checkNames(options)];
  const place = findSubscription(repository, name, options.cluster);
  if ('error' in place) {
    // a run that was killed may have removed it
    const isDone = left !== undefined && options.name !== undefined;
    return isDone
      ? { title: `Rename ${name} to ${options.name}`, files: new Map() }
      : { errors: [...errors, place.error] };
  }
  // a run that was killed has written it; what is missing is the output
  if (left?.title !== undefined && isWrittenBy(left, repository.root, place.file)) {
    const text = readFileSync(join(repository.root, place.file), 'utf8');
    return { title: left.title, files: new Map([[place.file, text]]) };
  }
  const target = fileOf(place.cluster, options.name ?? name);
  const isTaken = target !== place.file && existsSync(join(repository.root, target));
  if (isTaken && !isWrittenBy(left, repository.root, target)) errors.push(`"${options.name}" is subscribed on cluster "${place.cluster}" already: ${target}. Choose another name`); // prettier-ignore
  if (options.name === name && options.namespace === undefined)
    errors.push(`"${name}" has that name already. Give another`);
  if (errors.length > 0) return { errors };
  const move = { repository, output, place, newName: options.name ?? name, namespace: options.namespace };
  const release = findMoved(move);
  if ('errors' in release) return release;
  if (move.newName === name && release.namespace === options.namespace) {
    return { errors: [`"${name}" is in namespace "${options.namespace}" already. Give another`] };
  }
  return place.spec.suspend === true ? planTakeover(move, release) : planSuspension(move, release);
}

/** What cannot be done without reinstalling. */
function refusals(name: string, { toCluster, targetNamespace }: MoveOptions): string[] {
  const errors: string[] = [];
  if (toCluster !== undefined) {
    errors.push(`"${name}" cannot be moved to cluster "${toCluster}" without being installed again, because Helm releases do not move between clusters. Use "pctl add --cluster ${toCluster}" and "pctl remove"`); // prettier-ignore
  }
  if (targetNamespace !== undefined) {
    errors.push(`the workload of "${name}" cannot be moved to namespace "${targetNamespace}" without being installed again, because Helm releases do not move between namespaces. Use "pctl add --name NEW --target-namespace ${targetNamespace}" and "pctl remove"`); // prettier-ignore
  }
  return errors;
}

function checkNames({ name, namespace }: MoveOptions): string[] {
  const isAllowed = namespace === undefined || isDnsLabel(namespace);
  return [
    ...(name === undefined ? [] : checkName(name)),
    ...(isAllowed ? [] : [`namespace "${namespace}" is not allowed: ${DNS_LABEL_RULE}`]),
  ];
}
