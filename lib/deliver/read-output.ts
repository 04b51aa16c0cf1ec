/**
 * Reads everything in a folder of manifests: releases, the objects that their manifests contain,
 * and all others.
 */
import { posix } from 'node:path';
import { groupBy } from '../model/data/group-by';
import { isRecord } from '../model/data/json';
import type { Problem } from '../model/problem';
import type { WrittenObject, WrittenOutput, WrittenReleaseObject } from '../model/written-output';
import { isHelmRelease, readReleases } from './read-releases';
import { type FolderFile, memberFolderOf } from './manifest-paths';
import { type FolderDocument, parseFiles } from './read-folder';
import { clusterOf, releaseClusters } from './release-clusters';

/** What was read from a folder of manifests. */
export interface ReadOutput {
  readonly output: WrittenOutput;
  /** Flux Kustomizations and admission policies: what says how the rest is applied, and guarded. */
  readonly documents: readonly FolderDocument[];
  readonly problems: readonly Problem[];
}

/**
 * The content of `files`, which include manifests that releases apply; problems are collected. Folders are read one
 * after the other, because a parsed text takes many times the memory of what is kept of it; first those without
 * releases, which may contain the sources that clusters share.
 */
export function readOutput(files: readonly FolderFile[]): ReadOutput {
  const folders = [...groupBy(files, ({ path }) => topFolderOf(path)).values()].map(inside => ({
    inside,
    hasReleases: inside.some(({ text }) => text.includes('HelmRelease')),
  }));
  const shared = new Map(
    folders.filter(({ hasReleases }) => !hasReleases).map(({ inside }) => [inside, readTogether(inside)]),
  );
  const sources = [...shared.values()].flatMap(part => part.sources);
  const parts = folders.map(({ inside }) => shared.get(inside) ?? readTogether(inside, sources));
  return {
    output: {
      releases: parts.flatMap(({ output }) => output.releases),
      objects: parts.flatMap(({ output }) => output.objects),
    },
    documents: parts.flatMap(({ documents }) => documents),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** `production`, also for the manifests of its releases; empty for a file that is in no folder. */
function topFolderOf(path: string): string {
  const [first, second, ...rest] = path.split('/');
  if (second === undefined) return '';
  return first === 'manifests' && rest.length > 0 ? second : first;
}

/** What was read from one folder, and its sources. */
type ReadPart = ReadOutput & { readonly sources: readonly FolderDocument[] };

function readTogether(files: readonly FolderFile[], others: readonly FolderDocument[] = []): ReadPart {
  const { documents, problems } = parseFiles(files);
  const { output, problems: wrong } = readDocuments(documents, others);
  const kinds = ['Kustomization', 'ValidatingAdmissionPolicy'];
  const kept = documents.filter(({ object }) => kinds.includes(object.kind as string));
  const sources = documents.filter(({ object }) => /^(Helm|OCI)Repository$/.test(String(object.kind)));
  return { output, documents: kept, sources, problems: [...problems, ...wrong] };
}

function readDocuments(documents: readonly FolderDocument[], others: readonly FolderDocument[]) {
  const applied = documents.filter(({ path }) => memberFolderOf(path) === undefined);
  const { releases, problems } = readReleases(applied, others);
  const placeOf = ({ file, line, column }: { readonly file: string; readonly line: number; readonly column: number }) =>
    `${file}:${line}:${column}`;
  const byPlace = new Map(applied.map(document => [placeOf(document), document]));
  const found = releases.map(release => {
    const { object, path } = byPlace.get(placeOf(release.location))!;
    return { release, object, path };
  });
  const clusters = releaseClusters(applied.map(({ object, path }) => ({ cluster: clusterOf(object), path })));
  const objects = applied.flatMap((document, i) =>
    isHelmRelease(document) ? [] : toObject(document, { cluster: clusters[i] }),
  );
  return { output: { releases: found, objects: [...objects, ...membersOf(documents, found)] }, problems };
}

/** The objects in folders that a release refers to; folders that are only kept for Flux are left out. */
function membersOf(documents: readonly FolderDocument[], releases: readonly WrittenReleaseObject[]): WrittenObject[] {
  const users = new Map<string, WrittenReleaseObject['release']>(
    releases.flatMap(found => {
      const folder = folderOf(found);
      return folder === undefined ? [] : [[`${found.release.cluster}/${folder}`, found.release] as const];
    }),
  );
  return documents.flatMap(document => {
    const folder = memberFolderOf(document.path);
    const user = folder === undefined ? undefined : users.get(folder);
    if (user === undefined) return [];
    return toObject(document, { cluster: user.cluster, member: `${user.namespace}/${user.name}` });
  });
}

/** `issuers-1f0c3a2b`, if the release applies manifests of the program. */
function folderOf({ release, object }: WrittenReleaseObject): string | undefined {
  if (release.contents !== 'manifests' || !isRecord(object.spec) || !isRecord(object.spec.values)) return undefined;
  const inner = object.spec.values.spec;
  return isRecord(inner) && typeof inner.path === 'string' ? posix.basename(inner.path) : undefined;
}

/** Nothing, if it has no kind or no name, such as a file of values. */
function toObject(
  { object, path, file, line, column }: FolderDocument,
  place: Pick<WrittenObject, 'cluster' | 'member'>,
): WrittenObject[] {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return [];
  const where = { ...place, ...(typeof namespace === 'string' && { namespace }) };
  return [{ apiVersion, kind, name, object, path, location: { file, line, column }, ...where }];
}
