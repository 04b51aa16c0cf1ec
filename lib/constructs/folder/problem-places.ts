/**
 * Where in a subscription file a problem is that was found at the construct.
 */
import type { IConstruct } from 'constructs';
import type { Problem, ProblemKind } from '../../model/problem';
import type { FileLocation } from '../../model/yaml/file-location';
import { mark } from '../tree/symbols';

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
      .map(construct => [construct.node.path, construct[PLACE] as (p: Problem) => FileLocation]),
  );
  return problems.map(problem => {
    const place = problem.location === undefined ? places.get(problem.path ?? '') : undefined;
    return place === undefined ? problem : { ...problem, location: place(problem) };
  });
}

function isPlaced(construct: IConstruct): construct is IConstruct & { readonly [PLACE]: unknown } {
  return PLACE in construct;
}
