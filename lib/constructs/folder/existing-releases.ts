/**
 * HelmReleases that are made by hand, next to the output of a cluster or in folders that it names: the subscriptions
 * of the cluster wait for them.
 */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { parseFiles, readFolderFiles } from '../../deliver/read-folder';
import { readReleases } from '../../deliver/read-releases';
import { isInside } from '../../files/is-inside';
import type { Problem } from '../../model/problem';
import type { WrittenRelease } from '../../model/written-release';
import { HEADER } from '../files/file-header';
import type { ICatalog } from '../props/i-catalog';
import type { ClusterFolder } from './read-cluster-folder';

/** A HelmRelease, and the layer that it counts as. */
export interface ExistingRelease {
  readonly name: string;
  readonly namespace: string;
  /** Absent: neither its label nor a catalog says so, and only what names it waits for it. */
  readonly layer?: number;
}

/** The folders that `existingReleases` of a cluster names, relative to the working directory. */
export function namedFolders({ folder, spec, locate }: ClusterFolder): {
  readonly folders: readonly string[];
  readonly problems: readonly Problem[];
} {
  const root = dirname(dirname(folder));
  const names = spec.existingReleases ?? [];
  const problems = names.flatMap((name): Problem | [] => {
    const isIn = !isAbsolute(name) && isInside(root, join(root, name));
    if (isIn && existsSync(join(root, name))) return [];
    const what = `"${name}" in "spec.existingReleases" ${isIn ? 'does not exist' : 'is outside of the repository'}`;
    const remedy = 'write the path of a folder from the root of the repository';
    return { kind: 'invalid-props', what, remedy, location: locate?.('existingReleases') };
  });
  return { folders: problems.length > 0 ? [] : names.map(name => join(root, name)), problems };
}

/** The HelmReleases in `folders` that this library has not written, each once, sorted; missing folders are skipped. */
export function findExistingReleases(
  folders: readonly string[],
  catalogs: readonly ICatalog[],
): { readonly releases: readonly ExistingRelease[]; readonly problems: readonly Problem[] } {
  const read = readByHand(folders.filter(folder => existsSync(folder)));
  const { releases, problems } = readReleases(parseFiles(read.files).documents);
  const byHand = releases.filter(({ isManaged }) => !isManaged);
  const found = byHand.map((release): [string, ExistingRelease] => {
    const { name, namespace, layer = catalogLayer(release, catalogs) } = release;
    return [`${namespace}/${name}`, { name, namespace, ...(layer !== undefined && { layer }) }];
  });
  const distinct = [...new Map(found)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, release]) => release);
  return { releases: distinct, problems: [...read.problems, ...problems] };
}

/** The manifests in `folders`, relative to `cwd`, that this library has not written. */
export function readByHand(folders: readonly string[], cwd = process.cwd()): ReturnType<typeof readFolderFiles> {
  const read = folders.map(folder => readFolderFiles(folder, cwd));
  const files = read.flatMap(found => found.files).filter(({ text }) => !text.replaceAll('\r\n', '\n').startsWith(HEADER)); // prettier-ignore
  return { files, problems: read.flatMap(found => found.problems) };
}

/** The layer of the profile that is the chart of the release; `undefined` if no catalog, or several, have it. */
function catalogLayer({ chart }: WrittenRelease, catalogs: readonly ICatalog[]): number | undefined {
  if (chart === undefined) return undefined;
  const profiles = catalogs.flatMap(catalog => catalog.tryProfile(chart.name) ?? []);
  const same = profiles.filter(({ artifact }) => {
    if (artifact?.chart !== chart.name) return false;
    const { sourceRef } = artifact.source ?? {};
    return chart.repository === undefined
      ? sourceRef?.name === chart.source?.name && sourceRef?.namespace === chart.source?.namespace
      : artifact.repository === chart.repository;
  });
  return same.length === 1 ? same[0].layer : undefined;
}
