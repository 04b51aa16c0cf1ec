/**
 * Formats what a profile installs for users: artifacts, with those of nested profiles below them,
 * and the parameters of manifests.
 */
import type { ProfileArtifact, ProfileParameter, ProfileSource } from '../../model/profile-artifact';
import { formatTable } from '../terminal/table';

/** A line for each artifact: `server   chart nginx 8.9.1 of https://…, after crds`. */
export function artifactLines(artifacts: readonly ProfileArtifact[]): string[] {
  return formatTable(rowsOf(artifacts, ''));
}

/** A line for each parameter that a subscription can set: `pods: replicas = 2   Pods that run`. */
export function parameterLines(artifacts: readonly ProfileArtifact[], way = ''): string[] {
  return formatTable(parameterRows(artifacts, way));
}

function rowsOf(artifacts: readonly ProfileArtifact[], indent: string): string[][] {
  return artifacts.flatMap(artifact => {
    const { name, dependsOn = [], profile } = artifact;
    const after = dependsOn.length === 0 ? '' : `, after ${dependsOn.map(({ name }) => name).join(', ')}`;
    return [[indent + name, describe(artifact) + after], ...rowsOf(profile?.artifacts ?? [], `${indent}  `)];
  });
}

function describe({ chart, kustomize, profile }: ProfileArtifact): string {
  if (kustomize !== undefined) return `manifests in ${kustomize.path}`;
  if (chart?.path !== undefined) return `chart in ${chart.path}`;
  if (chart !== undefined) return `chart ${chart.name} ${chart.version} of ${chart.url}`;
  if (profile === undefined) return 'nothing';
  const { source, commit } = profile;
  return `profile ${nameRef(source)} of ${source.url}${commit === undefined ? '' : ` at ${commit.slice(0, 12)}`}`;
}

function nameRef({ tag, branch, path }: ProfileSource): string {
  return tag ?? `${path === undefined ? '' : `${path} `}on branch ${branch}`;
}

function parameterRows(artifacts: readonly ProfileArtifact[], way: string): string[][] {
  return artifacts.flatMap(({ name, kustomize, profile }) => [
    ...(kustomize?.parameters ?? []).map(parameter => [
      `${way}${name}: ${parameter.name}${defaultOf(parameter)}`,
      parameter.description ?? '',
    ]),
    ...parameterRows(profile?.artifacts ?? [], `${way}${name}/`),
  ]);
}

function defaultOf({ default: value }: ProfileParameter): string {
  return value === undefined ? '' : ` = ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}
