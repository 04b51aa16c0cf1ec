/**
 * The files of one source, as Flux sees them: by path from its root. A file is parsed when it is first needed, once.
 */
import { posix } from 'node:path';
import type { FolderFile } from '../manifest-paths';
import { type LocatedObject, parseDocuments } from '../../model/formats/parse-documents';
import type { Problem } from '../../model/problem';

/** The documents in a file. */
export interface ParsedFile {
  readonly objects: readonly LocatedObject[];
  readonly problems: readonly Problem[];
}

/** One file, however many trees it is in. */
export class SourceFile {
  private parsed?: ParsedFile;

  constructor(
    private readonly file: FolderFile,
    /** Why it cannot be read; it is then empty. */
    private readonly unreadable?: Problem,
  ) {}

  /** Path for messages. */
  get place(): string {
    return this.file.file;
  }

  get text(): string {
    return this.file.text;
  }

  parse(): ParsedFile {
    if (this.unreadable !== undefined) return { objects: [], problems: [this.unreadable] };
    return (this.parsed ??= parseDocuments(separateAliases(this.file.text), this.file.file));
  }
}

/** `*name:` is a key for Go, whose names of anchors have no colon, and a name with a colon for YAML 1.2. */
function separateAliases(text: string): string {
  return text.includes('*') ? text.replace(/^([ \t]*(?:- )?\*[\w-]+):(?=\s)/gm, '$1 :') : text;
}

/** Names that kustomize looks for in a folder, first to last. */
const OVERLAY_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether the file at `path` is the `kustomization.yaml` of its folder. */
export function isOverlay(path: string): boolean {
  return OVERLAY_NAMES.includes(posix.basename(path));
}

/** Files and folders below one root; paths have no `./` and no slash at their end, and the root is empty. */
export class FileTree {
  /** Names in each folder, sorted; those of folders end in a slash. */
  private readonly entries = new Map<string, string[]>();

  constructor(
    private readonly files: ReadonlyMap<string, SourceFile>,
    /** Folders of submodules, whose files are there only if they are checked out. */
    readonly submodules: readonly string[] = [],
  ) {
    const seen = new Set<string>();
    this.entries.set('', []);
    for (const path of [...files.keys()].sort()) {
      let name = path;
      for (let folder = parentOf(path); !seen.has(name); folder = parentOf(folder)) {
        seen.add(name);
        const names = this.entries.get(folder);
        const own = posix.basename(name) + (name === path ? '' : '/');
        if (names === undefined) this.entries.set(folder, [own]);
        else names.push(own);
        if (folder === '') break;
        name = folder;
      }
    }
  }

  /** Paths of all files, sorted. */
  paths(): string[] {
    return [...this.files.keys()].sort();
  }

  file(path: string): SourceFile | undefined {
    return this.files.get(path);
  }

  /** Whether `path` is in a submodule. */
  isInSubmodule(path: string): boolean {
    return this.submodules.some(folder => path === folder || path.startsWith(`${folder}/`));
  }

  isFolder(path: string): boolean {
    return this.entries.has(path);
  }

  /** Path of the `kustomization.yaml` in `folder`. */
  overlayIn(folder: string): string | undefined {
    return OVERLAY_NAMES.map(name => joinPath(folder, name)).find(path => this.files.has(path));
  }

  /**
   * What Flux lists in the `kustomization.yaml` that it generates for a folder without one: YAML files at any depth,
   * and folders that have one of their own.
   */
  *resourcesBelow(folder: string): Generator<string> {
    for (const name of this.entries.get(folder) ?? []) {
      const path = joinPath(folder, name.replace(/\/$/, ''));
      if (!name.endsWith('/')) {
        if (/\.ya?ml$/.test(name)) yield path;
      } else if (this.overlayIn(path) !== undefined) yield path;
      else yield* this.resourcesBelow(path);
    }
  }
}

/** `path` from `folder`, without `.` and `..`; `undefined` if it leads out of the root. */
export function resolveIn(folder: string, path: string): string | undefined {
  const joined = posix.normalize(posix.join('/', folder === '' ? '.' : folder, '.')).slice(1);
  const parts = joined === '' ? [] : joined.replace(/\/$/, '').split('/');
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Whether `path` is `folder`, or in it. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** The folder of `path`. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}
