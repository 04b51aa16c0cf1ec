/**
 * Reads the objects of Flux from a cluster with kubectl.
 *
 * All namespaces are read if they may be, because what a release waits for can be in another one. Otherwise only those
 * that were asked for are.
 */
import { listIn } from '../../model/data/fields';
import { isRecord, tryParseJson } from '../../model/data/json';
import { kubectlGet } from '../../sources/login/kubectl';
import { MEBIBYTE } from '../../sources/reading/bytes';
import { Unreadable } from '../../sources/reading/unreadable';
import { type FluxObject, type ObjectKey, readFluxObjects, splitKey } from '../../status/flux-object';
import { type FailureEvents, needsEvent, readFailureEvents } from '../../status/kustomization-state';
import type { ReadObjects } from '../../status/read-status';
import { describeFailure, forbiddenResources, missingResource, otherFailures } from './kubectl-failures';

/** Which cluster to read, and which part of it. */
export interface ClusterPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly kubeconfig?: string;
  readonly context?: string;
  /** Absent: all. */
  readonly namespaces?: readonly string[];
  readonly signal?: AbortSignal;
}

/** What was read. */
export interface ClusterRead extends ReadObjects {
  /** What could not be read, and what follows from it. */
  readonly warnings: readonly string[];
}

const RELEASES = 'helmreleases.helm.toolkit.fluxcd.io';
/** Kind of each resource that is read. */
const KINDS: ReadonlyMap<string, string> = new Map([
  [RELEASES, 'HelmRelease'],
  ['kustomizations.kustomize.toolkit.fluxcd.io', 'Kustomization'],
  ['helmcharts.source.toolkit.fluxcd.io', 'HelmChart'],
  ['helmrepositories.source.toolkit.fluxcd.io', 'HelmRepository'],
  ['gitrepositories.source.toolkit.fluxcd.io', 'GitRepository'],
  ['ocirepositories.source.toolkit.fluxcd.io', 'OCIRepository'],
  ['buckets.source.toolkit.fluxcd.io', 'Bucket'],
]);
const TIMEOUT_MS = 30_000;
/** 10,000 releases and what belongs to them are about 150 MB. */
const LARGEST_ANSWER = 400 * MEBIBYTE;

/** Throws Unreadable with what to do if there is no answer, or nothing to see. */
export async function readCluster(place: ClusterPlace): Promise<ClusterRead> {
  const everywhere = await readScope(place, '--all-namespaces');
  const isNarrow = everywhere.forbidden.includes(RELEASES);
  if (isNarrow && place.namespaces === undefined) throw new Unreadable(notAllowed(everywhere.forbidden));
  const names = place.namespaces ?? [];
  const scopes = isNarrow
    ? await Promise.all(names.map(name => readScope(place, `--namespace=${name}`)))
    : [everywhere];
  const forbidden = [...new Set(scopes.flatMap(scope => scope.forbidden))];
  if (forbidden.includes(RELEASES)) throw new Unreadable(notAllowed(forbidden));
  const objects = readFluxObjects(scopes.flatMap(({ items }) => items));
  const kinds = new Set([...KINDS].filter(([resource]) => !forbidden.includes(resource)).map(([, kind]) => kind));
  const isRead = (key: ObjectKey) => {
    const { kind, namespace } = splitKey(key);
    return kinds.has(kind) && (!isNarrow || names.includes(namespace));
  };
  const absent = [...new Set(scopes.flatMap(scope => scope.absent))];
  return {
    objects,
    events: await readEvents(place, objects),
    isRead,
    warnings: warningsOf(forbidden, absent, isNarrow),
  };
}

function notAllowed(forbidden: readonly string[]): string {
  return `you may not list ${forbidden.join(', ')} here; give a namespace in which you may with "--namespace"`;
}

function warningsOf(forbidden: readonly string[], absent: readonly string[], isNarrow: boolean): string[] {
  const lack = (resources: readonly string[], why: string) =>
    resources.length === 0 ? [] : [`${why} ${resources.join(', ')}, so reasons that are there are not shown`];
  return [
    ...lack(forbidden, 'you may not list'),
    ...lack(absent, 'the cluster does not have'),
    ...(isNarrow ? ['you may not read all namespaces, so reasons in others are not shown'] : []),
  ];
}

interface Scope {
  readonly items: readonly unknown[];
  /** Resources that the user may not list. */
  readonly forbidden: readonly string[];
  /** Resources that the API server does not have. */
  readonly absent: readonly string[];
}

/** kubectl lists what it may list, and nothing at all if it does not know one of the resources. */
async function readScope(place: ClusterPlace, scope: string): Promise<Scope> {
  const resources = [...KINDS.keys()];
  const absent: string[] = [];
  for (;;) {
    const { failure, stdout, stderr } = await get(place, [scope], resources.join(','));
    const missing = failure === 'failed' ? missingResource(stderr) : undefined;
    const index = resources.findIndex(resource => missing !== undefined && resource.startsWith(missing));
    if (index === 0)
      throw new Unreadable(
        'the cluster has no HelmReleases: Flux is not installed there, or its helm-controller is not',
      );
    if (index > 0) {
      absent.push(...resources.splice(index, 1));
      continue;
    }
    const forbidden = failure === 'failed' ? forbiddenResources(stderr) : [];
    const others = otherFailures(stderr);
    if (failure !== undefined && (forbidden.length === 0 || others !== '')) {
      throw new Unreadable(describeFailure({ failure, stdout, stderr: others || stderr }, TIMEOUT_MS));
    }
    return { items: itemsOf(stdout), forbidden, absent };
  }
}

function itemsOf(text: string): readonly unknown[] {
  const list = tryParseJson(text);
  if (!isRecord(list)) throw new Unreadable('cannot read the cluster: what kubectl printed is not valid JSON');
  return listIn(list, 'items');
}

/** Messages that only events have; none if they may not be read. */
async function readEvents(place: ClusterPlace, objects: readonly FluxObject[]): Promise<FailureEvents | undefined> {
  const namespaces = [...new Set(objects.filter(needsEvent).map(({ namespace }) => namespace))];
  const lists = namespaces.map(async namespace => {
    const flags = [`--namespace=${namespace}`, '--field-selector=type=Warning,involvedObject.kind=Kustomization'];
    const { failure, stdout } = await get(place, flags, 'events');
    return failure === undefined ? itemsOf(stdout) : [];
  });
  return lists.length === 0 ? undefined : readFailureEvents((await Promise.all(lists)).flat());
}

function get({ env, kubeconfig, context, signal }: ClusterPlace, flags: readonly string[], resources: string) {
  const options = [
    ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
    ...(context === undefined ? [] : [`--context=${context}`]),
    ...['--output=json', ...flags],
  ];
  return kubectlGet(options, [resources], { env, signal, timeoutMs: TIMEOUT_MS, largestAnswer: LARGEST_ANSWER });
}
