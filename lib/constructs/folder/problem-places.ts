/**
 * Where in a file of subscriptions a problem is that was found at the construct.
 */
import type { IConstruct } from 'constructs';
import type { Problem, ProblemKind } from '../../model/problem';
import type { FileLocation } from '../../model/yaml/file-location';
import { mark } from '../tree/symbols';
import type { ClusterFolder } from './read-cluster-folder';

const PLACE = Symbol.for('cdk8s-profiles.place');

/** Fields of the spec by what is wrong with them. */
const FIELDS: Partial<Record<ProblemKind, string>> = {
  'unknown-profile': 'profile',
  'ambiguous-profile': 'profile',
  'git-profile': 'profile',
  'missing-catalog': 'profile',
  'no-matching-version': 'version',
  'only-prereleases': 'version',
  'kubernetes-version': 'version',
  'invalid-range': 'version',
  'version-not-exact': 'chart.version',
  'invalid-url': 'chart.url',
  'invalid-layer': 'layer',
  'invalid-value': 'values',
  'overlapping-target-path': 'valuesFrom',
  'missing-namespace': 'targetNamespace',
  'duplicate-release-name': 'releaseName',
  'missing-dependency': 'dependsOn',
  'self-dependency': 'dependsOn',
  cycle: 'dependsOn',
};

/** Options of a cluster that problems without a value are about. */
const CLUSTER_OPTION = /\b(?:receiver|kubernetesVersion)\b/;

/** Says where the options of the cluster `construct` are that its file gives; the program may give others. */
export function markClusterPlace(construct: IConstruct, { spec, locate, find }: ClusterFolder): void {
  mark(construct, PLACE, (problem: Problem) => {
    if ('value' in problem && typeof problem.value === 'string') return find?.(problem.value);
    const [option = ''] = (problem.kind === 'invalid-props' && CLUSTER_OPTION.exec(problem.what)) || [];
    return Object.hasOwn(spec, option) ? locate?.(option) : undefined;
  });
}

/** Says where the fields of the subscription `construct` are. */
export function markPlace(construct: IConstruct, locate: (field: string) => FileLocation): void {
  mark(construct, PLACE, (problem: Problem) =>
    locate(problem.kind === 'invalid-duration' ? problem.field : (FIELDS[problem.kind] ?? '')),
  );
}

/** `problems` with their places, if they are at one of `constructs` that comes from a file. */
export function placeProblems(constructs: readonly IConstruct[], problems: readonly Problem[]): Problem[] {
  const places = new Map(
    constructs
      .filter(isPlaced)
      .map(construct => [construct.node.path, construct[PLACE] as (problem: Problem) => FileLocation | undefined]),
  );
  return problems.map(problem => {
    const location = problem.location ?? places.get(problem.path ?? '')?.(problem);
    return location === undefined ? problem : { ...problem, location };
  });
}

function isPlaced(construct: IConstruct): construct is IConstruct & { readonly [PLACE]: unknown } {
  return PLACE in construct;
}
