/**
 * Keeps manifests of the last commit that Flux still needs.
 *
 * Manifests with new content go to a new folder. Until it is their turn to be upgraded, a Flux
 * Kustomization on the cluster refers to the folder of the previous commit. If it were missing,
 * Flux would report an error, although nothing is wrong. So that folder is kept until the content
 * changes again.
 */
import { basename, dirname } from 'node:path';
import type { EarlierOutput } from './earlier-output';

/** Where the program writes the manifests of one subscription. */
export interface ManifestFolder {
  /** Path in the output, ending in a hash of the content: `manifests/production/issuers-1f0c3a2b`. */
  readonly folder: string;
  /** File of the release that refers to it: `production/HelmRelease.flux-system.issuers.k8s.yaml`. */
  readonly release: string;
}

/**
 * Files of the earlier `output` to keep, by path, in addition to the `folders` that the program
 * writes.
 */
export function keptManifests(output: EarlierOutput, folders: readonly ManifestFolder[]): ReadonlyMap<string, string> {
  const kept = new Map<string, string>();
  if (folders.length === 0) return kept;
  const texts = output.textsIn('manifests');
  const before = new Set([...texts.keys()].map(dirname));
  for (const current of folders) {
    const stay = foldersToKeep(current, before, output);
    for (const [path, text] of texts) if (stay.has(dirname(path))) kept.set(path, text);
  }
  return kept;
}

/**
 * If the content is the same as before, the kept folder stays; otherwise the folder in use is kept,
 * and older ones are removed.
 */
function foldersToKeep({ folder, release }: ManifestFolder, before: ReadonlySet<string>, output: EarlierOutput) {
  const prefix = folder.slice(0, -8);
  const same = [...before].filter(path => path.startsWith(prefix) && /^[0-9a-f]{8}$/.test(path.slice(prefix.length)));
  if (same.includes(folder)) return new Set(same.filter(path => path !== folder));
  const text = same.length > 1 ? output.read(release) : '';
  const used = same.filter(path => text.includes(basename(path)));
  return new Set(used.length === 1 ? used : same);
}
