/**
 * Reads the releases in a folder of manifests, and describes those that are missing.
 */
import { readFolder } from '../../deliver/read-folder';
import { readGitFolder } from '../../deliver/read-git-folder';
import { readReleases } from '../../deliver/read-releases';
import { releaseLabel } from '../../model/names';
import type { Problem } from '../../model/problem';
import type { WrittenRelease } from '../../model/written-release';
import { formatProblem, sortProblems } from '../../model/problem-words';
import type { Context } from '../terminal/command';

/** Which releases to read, and from where. */
export interface ReleaseFilter {
  /** Absent: all clusters. */
  readonly cluster?: readonly string[];
  /** Absent: all namespaces. */
  readonly namespace?: readonly string[];
  /** Branch, tag or commit. Absent: the folder on disk. */
  readonly ref?: string;
}

/** Reads the releases of `folder`, sorted by cluster, namespace and name; problems are returned as messages. */
export function readWrittenReleases(
  { cwd }: Context,
  folder: string,
  { cluster, namespace, ref }: ReleaseFilter,
): { readonly releases: readonly WrittenRelease[]; readonly errors: readonly string[] } {
  const content = ref === undefined ? readFolder(folder, cwd) : readGitFolder(folder, ref, cwd);
  const { releases: all, problems } = readReleases(content.documents);
  const place = ref === undefined ? folder : `${ref}:${folder}`;
  const found = [...content.problems, ...problems];
  if (all.length === 0) return { releases: [], errors: nothingFound(place, found) };
  const errors = sortProblems(found).map(formatProblem);
  const unknown = [
    ...unknownNames('cluster', cluster, all, place),
    ...unknownNames('namespace', namespace, all, place),
  ];
  const releases = all.filter(
    release => (cluster?.includes(release.cluster) ?? true) && (namespace?.includes(release.namespace) ?? true),
  );
  return { releases: releases.sort(compareReleases), errors: [...errors, ...unknown] };
}

/** All messages if there is no release in `place`, of which `problems` are known; that it cannot be read is in the last one. */
export function nothingFound(place: string, problems: readonly Problem[]): string[] {
  const isItself = (problem: Problem) => problem.kind === 'unreadable-file' && problem.file === place;
  const others = sortProblems(problems.filter(problem => !isItself(problem))).map(formatProblem);
  const [reason] = problems.flatMap(problem => (problem.kind === 'unreadable-file' && isItself(problem) ? problem.reason : [])); // prettier-ignore
  const fault = reason === undefined ? `no HelmRelease was found in ${place}` : `${place} cannot be read: ${reason}`;
  return [...others, `${fault}. Run "pctl synth" first, or give the folder that it wrote`];
}

/** One line for each of `wanted` that no release has. */
export function unknownNames(
  of: 'cluster' | 'namespace',
  wanted: readonly string[] = [],
  releases: readonly Pick<WrittenRelease, typeof of>[],
  place: string,
): string[] {
  const names = [...new Set(releases.map(release => release[of]))].filter(name => name !== '').sort();
  const remedy = names.length === 0 ? `Leave out "--${of}"` : `Its ${of}s are ${names.join(', ')}`;
  return wanted
    .filter(name => !names.includes(name))
    .map(name => `no HelmRelease of ${of} "${name}" was found in ${place}. ${remedy}`);
}

/** For messages: `linkerd2 in production`; without a cluster, `linkerd2`. */
export function describeRelease(release: WrittenRelease): string {
  return releaseLabel(release) + (release.cluster === '' ? '' : ` in ${release.cluster}`);
}

/** For `-o name`: `production/flux-system/linkerd2`; without a cluster, `flux-system/linkerd2`. */
export function nameRelease({ cluster, namespace, name }: WrittenRelease): string {
  return [...(cluster === '' ? [] : [cluster]), namespace, name].join('/');
}

function compareReleases(a: WrittenRelease, b: WrittenRelease): number {
  const keys = (['cluster', 'namespace', 'name'] as const).filter(key => a[key] !== b[key]);
  return keys.length === 0 ? 0 : a[keys[0]] < b[keys[0]] ? -1 : 1;
}
