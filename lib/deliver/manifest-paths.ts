/**
 * Decides which files of a folder may contain manifests.
 */

/** One file of a folder. */
export interface FolderFile {
  /** Path relative to the folder. */
  readonly path: string;
  /** Path for problems. */
  readonly file: string;
  readonly text: string;
}

/** Whether the file at `path` below a folder may contain manifests; of `all` files, also one that Flux reads itself. */
export function isManifestPath(path: string, wanted: WantedFiles = 'applied'): boolean {
  const isNamed =
    /\.(ya?ml|json)$/i.test(path) || (wanted === 'all' && /(^|\/)(Kustomization|\.sourceignore)$/.test(path));
  return (
    isNamed &&
    path
      .replace(/\.sourceignore$/, '')
      .split('/')
      .every(isLookedAt)
  );
}

/** Whether a folder or a file with that name is read. */
export function isLookedAt(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}

/**
 * Which files of a folder are read: what Flux applies first, manifests that releases apply too, or all files, as they
 * are in the artifact of a source, which has no symbolic links.
 */
export type WantedFiles = 'applied' | 'members' | 'all';

/**
 * Removes from `paths` the files of Helm charts, whose templates are not YAML, and, unless they are
 * wanted, of manifests that releases refer to.
 */
export function withoutCharts(paths: readonly string[], wanted: WantedFiles = 'applied'): string[] {
  if (wanted === 'all') return [...paths];
  const charts = paths.filter(path => /(^|\/)Chart\.yaml$/.test(path)).map(path => path.slice(0, -'Chart.yaml'.length));
  return paths.filter(
    path =>
      (wanted === 'members' || !MEMBER.test(path)) && !charts.some(chart => chart !== '' && path.startsWith(chart)),
  );
}

/** `manifests/production/issuers-1f0c3a2b/`, at any depth. */
const MEMBER = /(?:^|\/)manifests\/([^/]+\/[^/]+-[0-9a-f]{8})\//;

/** `production/issuers-1f0c3a2b`, if the file at `path` is one of manifests that a release refers to. */
export function memberFolderOf(path: string): string | undefined {
  return MEMBER.exec(path)?.[1];
}
