/**
 * Keeps manifests of the last commit that Flux still needs.
 *
 * Manifests with new content go to a new folder. Until it is their turn to be upgraded, a Flux
 * Kustomization on the cluster refers to the folder of the previous commit. If it were missing,
 * Flux would report an error, although nothing is wrong. So that folder is kept until the content
 * changes again.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isProfilesError } from '../model/profiles-error';
import { isInCommit, readGitFiles } from './git-files';

/** Where the program writes the manifests of one subscription. */
export interface ManifestFolder {
  /** Path in the output, ending in a hash of the content: `manifests/production/issuers-1f0c3a2b`. */
  readonly folder: string;
  /** File of the release that refers to it: `production/HelmRelease.flux-system.issuers.k8s.yaml`. */
  readonly release: string;
}

/** The previous output. */
interface Written {
  /** Texts of manifests by path in the output. */
  readonly texts: ReadonlyMap<string, string>;
  /** Text of one file of the output; empty if it does not exist. */
  read(path: string): string;
}

/**
 * Files to keep in the output `outdir`, by path, in addition to the `folders` that the program
 * writes: as in the commit HEAD, or without a commit, as on disk.
 */
export function keptManifests(outdir: string, folders: readonly ManifestFolder[]): ReadonlyMap<string, string> {
  const kept = new Map<string, string>();
  if (folders.length === 0) return kept;
  const path = resolve(outdir);
  const written = tryCommitted(path) ?? onDisk(path);
  const before = new Set([...written.texts.keys()].map(dirname));
  for (const current of folders) {
    const stay = foldersToKeep(current, before, written);
    for (const [path, text] of written.texts) if (stay.has(dirname(path))) kept.set(path, text);
  }
  return kept;
}

/**
 * If the content is the same as before, the kept folder stays; otherwise the folder in use is kept,
 * and older ones are removed.
 */
function foldersToKeep({ folder, release }: ManifestFolder, before: ReadonlySet<string>, written: Written) {
  const prefix = folder.slice(0, -8);
  const same = [...before].filter(path => path.startsWith(prefix) && /^[0-9a-f]{8}$/.test(path.slice(prefix.length)));
  if (same.includes(folder)) return new Set(same.filter(path => path !== folder));
  const text = same.length > 1 ? written.read(release) : '';
  const used = same.filter(path => text.includes(basename(path)));
  return new Set(used.length === 1 ? used : same);
}

/** `undefined` if the output is not in a commit. */
function tryCommitted(outdir: string): Written | undefined {
  const [folder, cwd] = [basename(outdir), dirname(outdir)];
  const read = (path: string) => tryGit(() => readGitFiles(join(folder, path), 'HEAD', cwd));
  const files = read('manifests') ?? [];
  if (files.length === 0 && tryGit(() => isInCommit(folder, 'HEAD', cwd)) !== true) return undefined;
  return {
    texts: new Map(files.map(({ path, text }) => [`manifests/${path}`, text])),
    read: path => read(path)?.[0]?.text ?? '',
  };
}

/** `undefined` if there is no git, no repository, no commit, or no such folder. */
function tryGit<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (!isProfilesError(error)) throw error;
    return undefined;
  }
}

function onDisk(outdir: string): Written {
  const read = (path: string) => (existsSync(join(outdir, path)) ? readFileSync(join(outdir, path), 'utf8') : '');
  const folder = join(outdir, 'manifests');
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const paths = entries
    .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(outdir.length + 1)
        .replaceAll('\\', '/'),
    );
  return { texts: new Map(paths.sort().map(path => [path, read(path)])), read };
}
