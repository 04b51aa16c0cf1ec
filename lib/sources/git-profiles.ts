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
    const files = await this.findFiles(await this.onlyCommits(tags));
    const sizes = await this.objects.describe([...new Set(files.map(({ blob }) => blob))]);
    const readable = [...sizes].filter(([, { size }]) => size <= this.limits.fileBytes);
    if (readable.reduce((sum, [, { size }]) => sum + size, 0) > this.limits.allFilesBytes) {
      throw new Unreadable(`all ${FILE} together have more than ${formatBytes(this.limits.allFilesBytes)}`);
    }
    const contents = await this.objects.read(
      'blob',
      readable.map(([blob]) => blob),
    );
    // one file may be that of many tags, and is then wrong in all of them
    for (const same of groupBy(files, ({ blob, path }) => `${blob} ${path}`).values()) {
      this.readFile(same, contents.get(same[0].blob));
    }
  }

  /** A tag may stand for a file or a folder; then it publishes nothing. */
  private async onlyCommits(tags: readonly PublishingTag[]): Promise<PublishingTag[]> {
    const kinds = await this.objects.describe([...new Set(tags.map(({ commit }) => commit))]);
    const missing = tags.find(({ commit }) => !kinds.has(commit));
    if (missing !== undefined) throw new BrokenMirror(`commit ${missing.commit} is missing`);
    return tags.filter(({ commit }) => kinds.get(commit)!.kind === 'commit');
  }

  private async findFiles(tags: readonly PublishingTag[]): Promise<FoundFile[]> {
    const found: FoundFile[] = [];
    let places = tags.map(tag => ({ tag, tree: tag.commit }));
    for (let depth = 0; places.length > 0; depth++) {
      const trees = await this.objects.read('tree', [...new Set(places.map(({ tree }) => tree))]);
      const inside: typeof places = [];
      for (const { tag, tree } of places) {
        const folders = tag.folder?.split('/') ?? [];
        const path = [...folders, FILE].slice(0, depth + 1);
        const data = trees.get(tree);
        if (data === undefined) throw new BrokenMirror(`tree ${tree} is missing`);
        const entry = findInTree(data, path[depth], tag.commit.length);
        if (entry?.kind === 'symlink' || entry?.kind === 'submodule') this.refuse([tag], path.join('/'), entry.kind);
        else if (entry?.kind === 'folder' && depth < folders.length) inside.push({ tag, tree: entry.oid });
        else if (entry?.kind === 'file' && depth === folders.length)
          found.push({ tag, path: path.join('/'), blob: entry.oid });
      }
      places = inside;
    }
    return found;
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
