/**
 * Finds `profile.yaml` in the folder of every publishing tag, and reads it.
 *
 * Folders are walked as git stores them, one level of all tags at a time. Nothing is
 * followed: a symbolic link or a submodule on the way is a problem of its tag.
 */
import type { CatalogEntry } from '../model/catalog-entry';
import { groupBy } from '../model/group-by';
import { parseProfileDefinition, type ProfileDefinition } from '../model/profile-definition';
import type { Problem } from '../model/problem';
import type { GitLimits } from './git-limits';
import type { PublishingTag } from './git-tag-list';
import { BrokenMirror, type GitObjects } from './git-transport';
import { findInTree } from './git-tree';
import { formatBytes } from './limits';
import { Unreadable } from './unreadable';

const FILE = 'profile.yaml';
/** Of one, on average: of more, sizes are asked for before any is read. */
const USUAL_BYTES = 64 * 1024;

/** Where a tag has its `profile.yaml`. */
interface FoundFile {
  readonly tag: PublishingTag;
  /** `nginx/profile.yaml`. */
  readonly path: string;
  readonly blob: string;
}

/** Reads the profiles of one repository. */
export class ProfileReader {
  readonly entries: CatalogEntry[] = [];
  readonly problems: Problem[] = [];

  constructor(
    /** Without credentials. */
    private readonly url: string,
    private readonly objects: GitObjects,
    private readonly limits: GitLimits,
  ) {}

  /** Reads the profiles of `tags`, and keeps them and what is wrong. */
  async read(tags: readonly PublishingTag[]): Promise<void> {
    const files = await this.findFiles(tags);
    const contents = await this.readBlobs([...new Set(files.map(({ blob }) => blob))]);
    // one file may be that of many tags, and is then wrong in all of them
    for (const same of groupBy(files, ({ blob, path }) => `${blob} ${path}`).values()) {
      this.readFile(same, contents.get(same[0].blob));
    }
  }

  /** Contents of those that are there and not too large. */
  private async readBlobs(blobs: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const { fileBytes, allFilesBytes } = this.limits;
    const usual = await this.objects.read(
      'blob',
      blobs,
      Math.min(allFilesBytes, fileBytes + blobs.length * USUAL_BYTES),
    );
    if (usual !== undefined) return new Map([...usual].filter(([, content]) => content.length <= fileBytes));
    const sizes = await this.objects.describe(blobs);
    const readable = blobs.filter(blob => (sizes.get(blob)?.size ?? Infinity) <= fileBytes);
    const contents = await this.objects.read('blob', readable, allFilesBytes);
    if (contents !== undefined) return contents;
    throw new Unreadable(`all its ${FILE} together have more than ${formatBytes(allFilesBytes)}`);
  }

  private async readTrees(kind: 'root' | 'tree', oids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const trees = await this.objects.read(kind, oids, this.limits.treesBytes);
    if (trees !== undefined) return trees;
    throw new Unreadable(`lists of its folders have more than ${formatBytes(this.limits.treesBytes)}`);
  }

  /** A tag may stand for a file or a folder, and then publishes nothing; but it is there. */
  private async checkCommits(tags: readonly PublishingTag[]): Promise<void> {
    const kinds = await this.objects.describe(tags.map(({ commit }) => commit));
    const missing = tags.find(({ commit }) => (kinds.get(commit)?.kind ?? 'commit') === 'commit');
    if (missing !== undefined) throw new BrokenMirror(`commit ${missing.commit} is missing`);
  }

  private async findFiles(tags: readonly PublishingTag[]): Promise<FoundFile[]> {
    const found: FoundFile[] = [];
    const roots = await this.readTrees('root', [...new Set(tags.map(({ commit }) => commit))]);
    const withoutTree = tags.filter(({ commit }) => !roots.has(commit));
    if (withoutTree.length > 0) await this.checkCommits(withoutTree);
    let trees = roots;
    let places = tags.filter(({ commit }) => roots.has(commit)).map(tag => ({ tag, tree: tag.commit }));
    for (let depth = 0; places.length > 0; depth++) {
      if (depth > 0) trees = await this.readTrees('tree', [...new Set(places.map(({ tree }) => tree))]);
      places = places.flatMap(({ tag, tree }) => {
        const data = trees.get(tree);
        if (data === undefined) throw new BrokenMirror(`tree ${tree} is missing`);
        const inside = this.lookInto(data, tag, depth, found);
        return inside === undefined ? [] : [{ tag, tree: inside }];
      });
    }
    return found;
  }

  /** The next folder on the way of `tag`; adds its file to `found` when it is in this one. */
  private lookInto(tree: Buffer, tag: PublishingTag, depth: number, found: FoundFile[]): string | undefined {
    const folders = tag.folder?.split('/') ?? [];
    const path = [...folders, FILE].slice(0, depth + 1);
    const entry = findInTree(tree, path[depth], tag.commit.length);
    if (entry?.kind === 'symlink' || entry?.kind === 'submodule') this.refuse([tag], path.join('/'), entry.kind);
    if (entry?.kind === 'folder' && depth < folders.length) return entry.oid;
    if (entry?.kind === 'file' && depth === folders.length) found.push({ tag, path: path.join('/'), blob: entry.oid });
    return undefined;
  }

  private readFile(files: readonly FoundFile[], content: Buffer | undefined): void {
    const tags = files.map(({ tag }) => tag);
    const { path } = files[0];
    if (content === undefined) return this.report(tags, `${path} is larger than ${formatBytes(this.limits.fileBytes)}`);
    const result = parseProfileDefinition(content, path);
    if ('faults' in result) {
      const [{ at }] = result.faults;
      this.report(tags, result.faults.map(({ reason }) => reason).join('; '), at);
    } else {
      this.entries.push(...tags.map(tag => this.toEntry(tag, result.definition)));
    }
  }

  private toEntry({ name: tag, folder, version, commit }: PublishingTag, definition: ProfileDefinition): CatalogEntry {
    const { name, description, maintainer, prerequisites, artifacts } = definition;
    return {
      name,
      version,
      origin: { kind: 'git', url: this.url, tag, folder, commit, ...(artifacts.length > 0 && { artifacts }) },
      description,
      keywords: [],
      maintainers: maintainer === undefined ? [] : [{ name: maintainer }],
      prerequisites,
      dependencies: [],
    };
  }

  private refuse(tags: readonly PublishingTag[], path: string, kind: 'symlink' | 'submodule'): void {
    const what = kind === 'symlink' ? 'a symbolic link, which is not followed' : 'a submodule, which is not fetched';
    this.report(tags, `${path} is ${what}; put the folder or the file itself there`);
  }

  private report(tags: readonly PublishingTag[], reason: string, location?: Problem['location']): void {
    const [first, ...others] = tags.map(({ name }) => name);
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    this.problems.push({ kind: 'invalid-entry', entry: `tag "${first}"${more} of ${this.url}`, reason, location });
  }
}
