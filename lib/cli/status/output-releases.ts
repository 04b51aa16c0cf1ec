/**
 * The releases in a folder of manifests that are meant for the cluster whose status is shown.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readFolderFiles } from '../../deliver/read-folder';
import { readOutput } from '../../deliver/read-output';
import type { WrittenReleaseObject } from '../../model/written-output';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { keyOf, type ObjectKey, readFluxObjects } from '../../status/flux-object';
import { versionsOf } from '../../status/release-versions';
import { nothingFound } from '../releases/written-releases';

/** Folder that is read if none is given, and it is there. */
const USUAL = 'dist';

/** A release in the output. */
export interface OutputRelease {
  readonly key: ObjectKey;
  readonly namespace: string;
  readonly name: string;
  /** Absent: unknown. */
  readonly cluster?: string;
  readonly layer?: number;
  /** As `ReleaseVersions.applied`. */
  readonly version?: string;
  /** Absent: another tool wrote it. */
  readonly revision?: string;
}

/** The part of an output that is meant for one cluster. */
export interface OutputReleases {
  readonly folder: string;
  /** Clusters that are compared. */
  readonly clusters: ReadonlySet<string | undefined>;
  /** By namespace and name. */
  readonly releases: ReadonlyMap<string, OutputRelease>;
}

/** What is in a folder, and what is wrong with it. */
export interface Output {
  readonly folder: string;
  readonly releases: readonly OutputRelease[];
  readonly errors: readonly string[];
}

/** Reads `folder`, by default `dist`; `undefined` if there is none. */
export function readOutputFolder(folder: string | undefined, cwd: string): Output | undefined {
  if (folder === undefined && !existsSync(resolve(cwd, USUAL))) return undefined;
  const name = folder ?? USUAL;
  const files = readFolderFiles(name, cwd);
  const { output, problems } = readOutput(files.files);
  const found = [...files.problems, ...problems];
  const isEmpty = output.releases.length === 0 && folder !== undefined;
  const errors = isEmpty ? nothingFound(name, found) : sortProblems(found).map(formatProblem);
  return { folder: name, releases: output.releases.map(toRelease), errors };
}

function toRelease({ release, object }: WrittenReleaseObject): OutputRelease {
  const { namespace, name, cluster, layer, revision } = release;
  const [found] = readFluxObjects([object]);
  const key = keyOf('HelmRelease', namespace, name);
  const version = versionsOf(found).applied;
  return { key, namespace, name, ...(cluster !== '' && { cluster }), layer, version, revision };
}

/**
 * Those of `output` that are for the API server that has releases of `clusters`: their clusters or, if none is there
 * yet, the only one in the output. `undefined`: none is.
 */
export function outputFor(
  { folder, releases }: Output,
  clusters: ReadonlySet<string | undefined>,
): OutputReleases | undefined {
  const names = new Set(releases.map(({ cluster }) => cluster));
  const known = [...names].filter(name => name !== undefined && clusters.has(name));
  const chosen = known.length > 0 ? known : names.size === 1 ? [...names] : [];
  const found = releases.filter(({ cluster }) => chosen.includes(cluster));
  if (found.length === 0) return undefined;
  return { folder, clusters: new Set(chosen), releases: new Map(found.map(release => [outputName(release), release])) };
}

/** `platform/cert-manager` */
export function outputName({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
