/**
 * The HelmReleases of a subscription in the output, and those made by hand that wait for them.
 */
import { join, relative } from 'node:path';
import { readByHand } from '../../constructs/folder/existing-releases';
import { type FolderDocument, parseFiles, readFolderFiles } from '../../deliver/read-folder';
import { isHelmRelease, readReleases } from '../../deliver/read-releases';
import { isRecord } from '../../model/data/json';
import { ANNOTATIONS, LABELS, MANAGER } from '../../model/labels';
import type { Repository, SubscriptionPlace } from './find-repository';

/** A HelmRelease that this library wrote. */
export interface OwnRelease {
  readonly name: string;
  readonly namespace: string;
  /** Path of its file from the root of the repository. */
  readonly file: string;
  /** Whether it is one of several, of a profile in Git. */
  readonly isArtifact: boolean;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The HelmReleases of the subscription at `place` in the folder `output`: none, one, or one for each artifact. */
export function findReleases(repository: Repository, output: string, place: SubscriptionPlace): readonly OwnRelease[] {
  const { cluster, name } = place;
  // the namespace of the cluster may come from a program
  const { namespace } = place.spec;
  const folder = relative(repository.root, join(output, cluster));
  const { files } = readFolderFiles(folder, repository.root);
  const all = parseFiles(files)
    .documents.filter(isHelmRelease)
    .flatMap(document => tryOwn(document, cluster) ?? []);
  return all.filter(release => {
    const full = release.spec.kubeConfig === undefined ? name : `${cluster}-${name}`;
    const isNamed = release.isArtifact ? release.name.startsWith(`${full}-`) : release.name === full;
    return isNamed && (namespace === undefined || release.namespace === namespace);
  });
}

function tryOwn({ object, file }: FolderDocument, cluster: string): OwnRelease | undefined {
  const { metadata, spec } = object;
  if (!isRecord(metadata) || !isRecord(spec)) return undefined;
  const { labels, annotations, name, namespace } = metadata;
  if (!isRecord(labels) || labels[LABELS.managedBy] !== MANAGER) return undefined;
  if (!isRecord(annotations) || annotations[ANNOTATIONS.cluster] !== cluster) return undefined;
  const isArtifact = ANNOTATIONS.artifact in annotations;
  return { name: String(name), namespace: String(namespace), file, isArtifact, spec };
}

/** Says which HelmReleases that were made by hand wait for one of `releases`; `remedy` says what to do. */
export function describeWaiting(
  { root, clusters }: Repository,
  output: string,
  { cluster, name }: SubscriptionPlace,
  releases: readonly OwnRelease[],
  remedy: string,
): string[] {
  const folders = [relative(root, join(output, cluster)), ...(clusters.get(cluster)?.spec.existingReleases ?? [])];
  const names = new Set(releases.map(release => `${release.namespace}/${release.name}`));
  const waiting = readReleases(parseFiles(readByHand(folders, root).files).documents).releases.filter(({ dependsOn }) =>
    dependsOn.some(other => names.has(`${other.namespace}/${other.name}`)),
  );
  const lines = waiting.map(({ name: other, location: { file } }) => `"${other}" waits for "${name}", by "dependsOn" of ${file}, which was made by hand. ${remedy}`); // prettier-ignore
  return [...new Set(lines)].sort();
}
