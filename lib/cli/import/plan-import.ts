/**
 * Decides what becomes of a cluster: its HelmReleases made by hand are turned into subscriptions, rendered, and compared
 * with what they were. A release that cannot be rendered, or that Helm would upgrade or install again, stays as it is.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AppliedCluster, type AppliedObject, idOf } from '../../model/applied-cluster';
import { importCluster, type ImportedCluster, releasesByHand } from '../../model/by-hand/import-cluster';
import type { ImportedRelease, ImportSettings } from '../../model/by-hand/imported-release';
import type { LeftRelease } from '../../model/by-hand/to-subscription';
import { decodeText } from '../../model/data/decode-text';
import { isRecord, type JsonObject } from '../../model/data/json';
import { formatProblem } from '../../model/problem-words';
import { CLUSTER_FILE, type ClusterSpec } from '../../model/subscriptions/cluster-schema';
import { extendCluster } from '../../model/subscriptions/extend-cluster';
import { formatSubscription } from '../../model/subscriptions/format-files';
import { SUBSCRIPTIONS, type ClusterFolder } from '../../constructs/folder/read-cluster-folder';
import { fileOf } from '../subscriptions/find-repository';
import { compareImported, type ImportChange, keyOfObject } from './compare-imported';
import { type ClusterPlace, renderCluster } from './render-cluster';

/** A release, and what changes for it. */
export interface ComparedRelease extends ImportedRelease {
  readonly change: ImportChange;
}

/** What an import of one cluster writes, and why not more. */
export interface ClusterImport extends Omit<ImportedCluster, 'imported'> {
  readonly cluster: string;
  readonly source: AppliedCluster;
  readonly imported: readonly ComparedRelease[];
  /** New texts by path from the root. */
  readonly files: ReadonlyMap<string, string>;
  /** What is wrong with other files of the cluster; then nothing is imported. */
  readonly errors: readonly string[];
}

/** What a plan is made from. */
export interface ImportRequest {
  readonly place: ClusterPlace;
  /** What the paths in `source` are relative to. */
  readonly cwd: string;
  readonly source: AppliedCluster;
  /** What is in the folder of the cluster already. */
  readonly folder: ClusterFolder | undefined;
  readonly versions: ReadonlyMap<string, string>;
  /** Releases that stay as they are because they are copies of output. */
  readonly copies: readonly LeftRelease[];
  /** Why others stay as they are, by `HelmRelease namespace/name`, as far as that is known already. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Plans the import of one cluster. */
export function planImport(request: ImportRequest): ClusterImport {
  const refused = new Map(request.refused);
  const settings = settingsOf(request, refused);
  const before = textBefore(request);
  for (;;) {
    const found = importCluster(request.source, settings);
    const files = filesOf(request.place, before, found);
    const rendered = renderCluster(request.place, files);
    const count = refused.size;
    const errors = 'problems' in rendered ? refuseProblems(rendered.problems, found, refused) : [];
    const imported = 'objects' in rendered ? compareAll(found, rendered.objects, refused) : [];
    if (refused.size > count) continue;
    const left = [...found.left, ...request.copies].sort((a, b) => (idOf(a.release) < idOf(b.release) ? -1 : 1));
    return { ...found, left, cluster: request.place.cluster, source: request.source, imported, files, errors };
  }
}

/** `refused` grows while the import is planned; every file is read once. */
function settingsOf({ source, folder, versions, cwd }: ImportRequest, refused: Map<string, string>): ImportSettings {
  const texts = new Map<string, string>();
  const names = new Set(releasesByHand(source).map(({ name }) => name));
  const known: ClusterSpec = folder?.spec ?? {};
  const others = folder?.subscriptions.filter(({ name }) => !names.has(name)) ?? [];
  const textOf = (release: AppliedObject) => {
    const { file } = release.locate();
    const text = texts.get(file) ?? tryRead(resolve(cwd, file));
    texts.set(file, text);
    return text;
  };
  return { known, hasOthers: others.length > 0, versions, refused, textOf };
}

function tryRead(file: string): string {
  return existsSync(file) ? decodeText(readFileSync(file)) : '';
}

/** The text of `cluster.yaml`; `undefined` if there is none. */
function textBefore({ place, folder }: ImportRequest): string | undefined {
  if (folder?.locate === undefined) return undefined;
  return decodeText(readFileSync(resolve(place.root, clusterFile(place))));
}

function clusterFile({ cluster }: ClusterPlace): string {
  return `${SUBSCRIPTIONS}/${cluster}/${CLUSTER_FILE}`;
}

/** New texts by path from the root; `text` is that of `cluster.yaml` before. */
function filesOf(place: ClusterPlace, text: string | undefined, { imported, spec }: ImportedCluster) {
  const files = imported.map(({ name, spec: each }): [string, string] => [fileOf(place.cluster, name), formatSubscription(name, each)]); // prettier-ignore
  const isChanged = text === undefined ? imported.length > 0 : Object.keys(spec).length > 0;
  return new Map(isChanged ? [[clusterFile(place), extendCluster(text, spec)], ...files] : files);
}

/** Remembers which releases have `problems`; returns those that belong to no release. */
function refuseProblems(
  problems: Extract<ReturnType<typeof renderCluster>, { readonly problems: unknown }>['problems'],
  { imported }: ImportedCluster,
  refused: Map<string, string>,
): string[] {
  const errors: string[] = [];
  for (const problem of problems) {
    const { file } = problem.location ?? {};
    const release = imported.find(({ name }) => file?.endsWith(`/${name}.yaml`) || problem.path?.split('/').includes(name)); // prettier-ignore
    if (release === undefined) errors.push(formatProblem(problem));
    else refused.set(idOf(release.release), formatProblem({ ...problem, location: undefined, path: undefined }));
  }
  return errors;
}

/** Refuses releases that Helm would upgrade or install again; returns the others with the fields that change. */
function compareAll(
  { imported, spec }: ImportedCluster,
  objects: readonly JsonObject[],
  refused: Map<string, string>,
): ComparedRelease[] {
  const rendered = new Map(objects.filter(({ kind }) => kind === 'HelmRelease').map(object => [keyOfObject(object), object])); // prettier-ignore
  return imported.flatMap((each): ComparedRelease | [] => {
    const { release, reference } = each;
    const object = rendered.get(`${release.namespace}/${release.name}`);
    if (object === undefined) {
      refused.set(idOf(release), 'it is not rendered under its name');
      return [];
    }
    const change = compareImported(release, spec.substitute === true ? unescape(object) : object, reference);
    if (change.content.length === 0) return { ...each, change };
    refused.set(idOf(release), `Helm would upgrade it, or install it again: ${change.content.map(({ path }) => path).join(', ')} would change`); // prettier-ignore
    return [];
  });
}

/** `$${NAME}` as `${NAME}`, which is what Flux applies. */
function unescape<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('$${', '${') as T;
  if (Array.isArray(value)) return value.map(unescape) as T;
  return isRecord(value) ? (Object.fromEntries(Object.entries(value).map(([key, field]) => [key, unescape(field)])) as T) : value; // prettier-ignore
}
