/**
 * Finds what `pctl lint` can check, and what each file is.
 *
 * A file that is given is recognized by its content. In a folder that is given, and in the folders in it, files are
 * recognized by their names first, so that not every YAML file of a repository is read.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { decodeText } from '../../model/data/decode-text';
import { isCatalogLock } from '../../model/formats/catalog-lock';
import { PROFILE_FILE } from '../../model/formats/profile-definition';
import { LAYER_FILE, LAYER_FILE_ENDING } from '../../model/layers/layer-file';
import { CHART_FILE } from '../../model/lint/lint-chart';
import { isHelmIndex } from '../../model/helm-index/is-helm-index';

/** What a file is; `sources`: manifests of catalogs. */
export type LintKind = 'profile' | 'chart' | 'lock' | 'layers' | 'index' | 'sources';

/** Something to check. */
export interface LintTarget {
  /** Path from the working directory, or as it was given: of a file, or for `sources` also of a folder. */
  readonly file: string;
  readonly kind: LintKind;
  /** Absent: it cannot be read, and `reason` says why; or it is read with others of its folder. */
  readonly text?: string;
  readonly reason?: string;
}

/** Folders that are not searched. */
const SKIPPED = new Set(['.git', 'node_modules']);
const LOCK_ENDING = '.lock.yaml';
const CATALOGS = 'catalogs';
const INDEX_FILE = 'index.yaml';
/** Characters in which the kind of an object is looked for. */
const HEAD = 4096;

/** Everything at or below `path` that can be checked, sorted by name; empty if there is nothing. */
export function findLintTargets(path: string, cwd: string): LintTarget[] {
  const found = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (found === undefined) return [];
  return found.isDirectory() ? inFolder(path, cwd) : fromFile(path, cwd);
}

function inFolder(folder: string, cwd: string): LintTarget[] {
  const isThere = (name: string) => existsSync(resolve(cwd, folder, name));
  const own = [PROFILE_FILE, CHART_FILE].filter(isThere).flatMap(name => fromFile(join(folder, name), cwd));
  // folders below a profile or a chart belong to it
  if (own.length > 0) return own;
  const entries = readdirSync(resolve(cwd, folder), { withFileTypes: true });
  const names = entries.filter(entry => !entry.isDirectory()).map(({ name }) => name).sort(); // prettier-ignore
  const isCatalogs = basename(resolve(cwd, folder)) === CATALOGS || names.some(isLockName);
  const files = names.filter(isKnownName).flatMap(name => fromFile(join(folder, name), cwd, true));
  const sources: LintTarget[] = isCatalogs ? [{ file: folder, kind: 'sources' }] : [];
  const folders = entries.filter(entry => entry.isDirectory() && !SKIPPED.has(entry.name)).map(({ name }) => name).sort(); // prettier-ignore
  return [...files, ...sources, ...folders.flatMap(name => inFolder(join(folder, name), cwd))];
}

function isLockName(name: string): boolean {
  return name.endsWith(LOCK_ENDING) && !name.startsWith('.');
}

function isKnownName(name: string): boolean {
  return isLockName(name) || name === INDEX_FILE || name === LAYER_FILE || name.endsWith(LAYER_FILE_ENDING);
}

/** The file if it is of a known kind; one that is not `isFound` but given has to be one. */
function fromFile(file: string, cwd: string, isFound = false): LintTarget[] {
  const name = basename(file);
  let text: string;
  try {
    text = decodeText(readFileSync(resolve(cwd, file)));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EACCES' ? 'permission is denied' : message;
    return [{ file, kind: kindByName(name) ?? 'profile', reason }];
  }
  const kind = kindByName(name) ?? kindOf(text, isFound);
  return kind === undefined ? [] : [{ file, kind, text }];
}

function kindByName(name: string): LintKind | undefined {
  if (name === PROFILE_FILE) return 'profile';
  if (name === CHART_FILE) return 'chart';
  return isLockName(name) ? 'lock' : undefined;
}

function kindOf(text: string, isFound: boolean): LintKind | undefined {
  if (isCatalogLock(text)) return 'lock';
  const kinds = new Set([...text.slice(0, HEAD).matchAll(/^\s*"?kind"?: *["']?(\w+)/gm)].map(([, kind]) => kind));
  if (kinds.has('LayerModel')) return 'layers';
  if (isHelmIndex(text)) return 'index';
  if (isFound) return undefined;
  if (['ProfileDefinition', 'Profile'].some(kind => kinds.has(kind))) return 'profile';
  if (['HelmRepository', 'OCIRepository', 'ProfileCatalogSource'].some(kind => kinds.has(kind))) return 'sources';
  return undefined;
}
