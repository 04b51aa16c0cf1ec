/**
 * Git sources of the last commit that Flux still needs.
 *
 * Another version of a profile has another GitRepository. Until it is their turn to be upgraded, the
 * Kustomizations on the cluster refer to the one before. If it were missing, Flux would report an
 * error, although nothing is wrong. So that source is kept until something else changes. Charts do
 * not need it: helm-controller fetches the new chart at once, and only waits to install it.
 */
import { ANNOTATIONS } from '../model/labels';
import type { EarlierOutput } from './earlier-output';

const SOURCE = /^[^/]+\/GitRepository\./;
const RELEASE = /^[^/]+\/HelmRelease\./;
/** As HelmReleases refer to them. */
const REFERENCE = /kind: GitRepository\n\s+name: "?([^\s"]+)/g;

/** Texts by path, which may be made when they are asked for. */
interface Texts {
  keys(): Iterable<string>;
  has(path: string): boolean;
  get(path: string): string | undefined;
}

/** Files of the earlier `output` to keep, by path, in addition to the `texts` that the program writes. */
export function keptSources(output: EarlierOutput, texts: Texts): ReadonlyMap<string, string> {
  const kept = new Map<string, string>();
  const folders = new Set([...texts.keys()].filter(path => SOURCE.test(path)).map(path => path.split('/')[0]));
  if (folders.size === 0) return kept;
  for (const folder of folders) {
    const before = output.textsIn(folder);
    for (const path of filesToKeep(before, texts)) kept.set(path, before.get(path)!);
  }
  return kept;
}

/**
 * If no Kustomization has another source than before, what was kept stays; otherwise what was in use stays,
 * and older sources go. The source of a release that leaves goes with it.
 */
function filesToKeep(before: ReadonlyMap<string, string>, texts: Texts): string[] {
  const old = [...before.keys()].filter(path => SOURCE.test(path) && !texts.has(path));
  if (old.length === 0) return old;
  const releases = [...before].filter(([path]) => RELEASE.test(path));
  const staying = releases.filter(([path, text]) => texts.has(path) && text.includes(ANNOTATIONS.contents));
  const isSame = ([path, text]: readonly [string, string]) =>
    referencesIn(text).join() === referencesIn(texts.get(path)!).join();
  if (staying.every(isSame)) {
    const inUse = namesIn(releases);
    return old.filter(path => !inUse.has(nameOf(path)));
  }
  const inUse = namesIn(staying);
  return old.filter(path => inUse.has(nameOf(path)));
}

function namesIn(releases: readonly (readonly [string, string])[]): ReadonlySet<string> {
  return new Set(releases.flatMap(([, text]) => referencesIn(text)));
}

function referencesIn(release: string): string[] {
  return [...release.matchAll(REFERENCE)].map(([, name]) => name);
}

/** `git-example-com-profiles-1f0c3a2b` for `production/GitRepository.flux-system.git-example-com-profiles-1f0c3a2b.k8s.yaml`. */
function nameOf(path: string): string {
  return path.split('/')[1].split('.')[2];
}
