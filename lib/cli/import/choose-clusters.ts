/**
 * Finds which cluster of the subscriptions each cluster made by hand becomes.
 */
import { posix } from 'node:path';
import { type AppliedCluster, isFluxKustomization, isRelease } from '../../model/applied-cluster';
import { releasesByHand } from '../../model/by-hand/import-cluster';
import type { ChangeFailure } from '../subscriptions/change-repository';
import type { Repository } from '../subscriptions/find-repository';
import type { OwnOutput } from './own-output';

/** A cluster that is imported, and the folder of its subscriptions. */
export interface ChosenCluster {
  readonly source: AppliedCluster;
  /** `production` */
  readonly cluster: string;
}

/** What clusters are chosen from. */
export interface ClusterChoice {
  /** Those in the folder that is imported. */
  readonly sources: readonly AppliedCluster[];
  /** Those of the whole repository. */
  readonly all: readonly AppliedCluster[];
  readonly repository: Repository;
  readonly output: OwnOutput;
}

/**
 * The clusters in `dir` that have releases, of `wanted` only if it is given; empty if all of them were imported before.
 */
export function chooseClusters(
  choice: ClusterChoice,
  wanted: string | undefined,
  dir: string,
): readonly ChosenCluster[] | ChangeFailure {
  const { sources, all, output } = choice;
  const { clusters } = choice.repository;
  const found = sources.filter(source => releasesByHand(source).length + output.copiesIn(source).length > 0);
  if (found.length === 0) {
    const hasSubscriptions = [...clusters.values()].some(({ subscriptions }) => subscriptions.length > 0);
    if (!hasSubscriptions || !isApplied(choice, dir)) return { errors: [describeNothing(dir, all)] };
    return wanted === undefined || clusters.has(wanted) ? [] : { errors: [describeMissing([wanted])] };
  }
  const known = [...clusters.keys()];
  if (found.length === 1) {
    const only = wanted ?? (known.length === 1 ? known[0] : nameOf(found[0]));
    return clusters.has(only) ? [{ source: found[0], cluster: only }] : { errors: [describeMissing([only])] };
  }
  const chosen = found.map(source => ({ source, cluster: nameOf(source) }));
  const asked = wanted === undefined ? chosen : chosen.filter(({ cluster }) => cluster === wanted);
  if (asked.length === 0) {
    const folders = found.map(({ name }) => name).join(', ');
    return { errors: [`no cluster in ${dir} is called "${wanted}". Give the folder of one: ${folders}`] };
  }
  const twice = asked.filter(({ cluster }, i) => asked.findIndex(other => other.cluster === cluster) !== i);
  if (twice.length > 0) return { errors: [`several clusters in ${dir} are called "${twice[0].cluster}". Give the folder of one of them`] }; // prettier-ignore
  const missing = asked.filter(({ cluster }) => !clusters.has(cluster));
  return missing.length === 0 ? asked : { errors: [describeMissing(missing.map(({ cluster }) => cluster))] };
}

/** Whether Flux applies what is in `dir`, as far as the repository says. The output says nothing about its own folder. */
function isApplied({ sources, all, output }: ClusterChoice, dir: string): boolean {
  if (output.has(dir) || output.isAround(dir)) return false;
  const objects = sources.flatMap(source => source.objects).filter(object => isFluxKustomization(object) || !output.hasObject(object)); // prettier-ignore
  if (objects.some(object => isRelease(object) || isFluxKustomization(object))) return true;
  const known = all.filter(cluster => cluster.objects.some(isFluxKustomization));
  const files = new Set(known.flatMap(cluster => cluster.objects.map(object => object.locate().file)));
  return objects.some(object => files.has(object.locate().file));
}

function describeNothing(dir: string, all: readonly AppliedCluster[]): string {
  const folders = all.filter(cluster => !['', dir].includes(cluster.name) && releasesByHand(cluster).length > 0);
  const names = folders.map(({ name }) => name).join(', ');
  const known = folders.length === 0 ? ', as in "spec.path" of its Kustomization or "--path" of "flux bootstrap"' : `: ${names}`; // prettier-ignore
  return `there is no HelmRelease made by hand in ${dir}, and no Kustomization that applies one. Give a folder of a cluster that Flux applies${known}`;
}

function nameOf({ name }: AppliedCluster): string {
  return posix.basename(name);
}

function describeMissing(names: readonly string[]): string {
  const flags = names.map(name => `--cluster ${name}`).join(' ');
  return `there is no folder of subscriptions for ${names.join(', ')}. Run "pctl init ${flags}", or name another with "--cluster"`; // prettier-ignore
}
