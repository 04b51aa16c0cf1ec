/**
 * Finds out on which API servers the guard, which makes removal ordered, is applied.
 *
 * A guard in the manifests is not enough. The Flux Kustomizations in them say what is applied where: those in one
 * folder are applied by one Flux and, unless they have a `kubeConfig`, to its API server. What is in the folder of the
 * guard is applied together with it.
 */
import { posix } from 'node:path';
import { isRecord } from '../../model/data/json';
import type { LocatedObject } from '../../model/formats/parse-documents';
import type { WrittenRelease } from '../../model/written-release';
import { GUARDING_POLICY } from '../../flux/removal-policy';

/** A Kustomization that applies a folder. */
interface Delivery {
  /** `dist/production`. */
  readonly path: string;
  /** Equal for what is applied to the same API server. */
  readonly server: string;
}

/** What the guard in `documents` does for releases in them. */
export interface Guards {
  /** Folder of the guard: `dist/guard`. Absent: there is none. */
  readonly folder?: string;
  /**
   * Whether the guard is applied to the API server of some releases; `undefined` if there is a guard, and no
   * Kustomization delivers the releases.
   */
  readonly areGuarded: (releases: readonly WrittenRelease[]) => boolean | undefined;
}

export function findGuards(documents: readonly LocatedObject[]): Guards {
  const guards = documents.filter(isGuard).map(({ file }) => folderOf(file));
  const deliveries = documents.flatMap(document => readDelivery(document) ?? []);
  const serversOf = (folders: readonly string[]) =>
    new Set(deliveries.filter(({ path }) => folders.some(folder => isIn(folder, path))).map(({ server }) => server));
  const guarded = serversOf(guards);
  const areGuarded = (releases: readonly WrittenRelease[]): boolean | undefined => {
    if (guards.length === 0) return false;
    const folders = [...new Set(releases.map(({ location }) => folderOf(location.file)))];
    if (folders.every(folder => guards.includes(folder))) return true;
    const servers = [...serversOf(folders)];
    if (servers.length === 0) return undefined;
    return servers.every(server => guarded.has(server));
  };
  return { folder: guards[0], areGuarded };
}

function isGuard({ object: { kind, metadata } }: LocatedObject): boolean {
  return kind === 'ValidatingAdmissionPolicy' && isRecord(metadata) && metadata.name === GUARDING_POLICY;
}

function readDelivery({ file, object: { apiVersion, kind, spec } }: LocatedObject): Delivery | undefined {
  const isFlux = typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.toolkit.fluxcd.io/');
  if (kind !== 'Kustomization' || !isFlux || !isRecord(spec) || typeof spec.path !== 'string') return undefined;
  const server = JSON.stringify([folderOf(file), spec.kubeConfig ?? null]);
  return { path: posix.normalize(spec.path).replace(/^\/|\/$/g, ''), server };
}

function folderOf(file: string): string {
  return posix.dirname(file.replaceAll('\\', '/'));
}

/** Whether a Kustomization with `path` applies `folder`; either may begin further up in the repository. */
function isIn(folder: string, path: string): boolean {
  for (let above = folder; above !== posix.dirname(above); above = posix.dirname(above)) {
    if (above === path || above.endsWith(`/${path}`) || path.endsWith(`/${above}`)) return true;
  }
  return false;
}
