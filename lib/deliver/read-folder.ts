/**
 * Reads a folder of manifests to the objects in it, each with its location.
 *
 * Every `.yaml`, `.yml` and `.json` file below the folder is read, sorted by path. Ignored are
 * `node_modules`, names that begin with a dot, Helm charts, and folders that a release applies as a
 * Kustomization.
 */
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { decodeText } from '../model/data/decode-text';
import type { Problem } from '../model/problem';
import { type LocatedObject, parseDocuments } from '../model/formats/parse-documents';
import { type FolderFile, isLookedAt, isManifestPath, type WantedFiles, withoutCharts } from './manifest-paths';

/** An object in a folder; `file` is its path relative to the working directory. */
export interface FolderDocument extends LocatedObject {
  /** Path relative to the folder: `production/linkerd2.k8s.yaml`. */
  readonly path: string;
}

/** The objects in a folder, and problems of files that cannot be read. */
export interface FolderManifests {
  readonly documents: readonly FolderDocument[];
  readonly problems: readonly Problem[];
}

/** Reads `folder`, which may be a single file, relative to `cwd`. */
export function readFolder(folder: string, cwd = process.cwd()): FolderManifests {
  const { files, problems } = readFolderFiles(folder, cwd);
  const content = parseFiles(files);
  return { documents: content.documents, problems: [...problems, ...content.problems] };
}

/** The texts of the files in `folder`. */
export function readFolderFiles(
  folder: string,
  cwd: string,
  wanted: WantedFiles = 'applied',
): { readonly files: readonly FolderFile[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const attempt = <T>(file: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push({ kind: 'unreadable-file', file, reason: reasonOf(error, cwd) });
      return undefined;
    }
  };
  const root = resolve(cwd, folder);
  const files = (attempt(folder, () => findFiles(folder, root, wanted)) ?? []).flatMap(({ path, file, absolute }) => {
    const text = attempt(file, () => decodeText(readFileSync(absolute)));
    return text === undefined ? [] : { path, file, text };
  });
  return { files, problems };
}

/** The objects in `files`, in their order. */
export function parseFiles(files: readonly FolderFile[]): FolderManifests {
  const documents: FolderDocument[] = [];
  const problems: Problem[] = [];
  for (const { path, file, text } of files) {
    const parsed = parseDocuments(text, file);
    for (const object of parsed.objects) documents.push({ ...object, path });
    problems.push(...parsed.problems);
  }
  return { documents, problems };
}

interface FoundFile {
  readonly path: string;
  readonly file: string;
  readonly absolute: string;
}

function findFiles(folder: string, root: string, wanted: WantedFiles): FoundFile[] {
  if (!statSync(root).isDirectory()) return [{ path: basename(root), file: folder, absolute: root }];
  return withoutCharts(findPaths(root, '', wanted), wanted)
    .sort((a, b) => (a < b ? -1 : 1))
    .map(path => ({ path, file: join(folder, path), absolute: join(root, path) }));
}

function findPaths(root: string, below: string, wanted: WantedFiles): string[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry: Dirent) => {
    const path = below + entry.name;
    if (wanted === 'all' && entry.isSymbolicLink()) return [];
    if (entry.isDirectory()) return isLookedAt(entry.name) ? findPaths(root, `${path}/`, wanted) : [];
    return isManifestPath(path, wanted) ? [path] : [];
  });
}

function reasonOf(error: unknown, cwd: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `it does not exist (looked from ${cwd})`;
  return code === 'EACCES' ? 'permission is denied' : message;
}
