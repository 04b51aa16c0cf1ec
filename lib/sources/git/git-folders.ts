/**
 * Finds `profile.yaml` in the folder of every publishing tag.
 *
 * Most folders are where they should be, and are read in one call. The others are searched for from
 * the root, one level of all tags at a time, in the format in which Git stores folders. Symbolic
 * links and submodules are not followed, and are reported.
 */
import { groupBy } from '../../model/data/group-by';
import { PROFILE_FILE } from '../../model/formats/profile-definition';
import type { GitLimits } from './git-limits';
import { readTrees } from './git-paths';
import { BrokenMirror, type GitObjects, type PublishingTag } from './git-transport';
import { findInTree } from './git-tree';

/** Average size of one file. If the files may be larger in total, their sizes are checked before they are read. */
const USUAL_BYTES = 64 * 1024;

/** The `profile.yaml` of a tag. */
export interface FoundFile {
  readonly tag: PublishingTag;
  /** `nginx/profile.yaml`. */
  readonly path: string;
  readonly blob: string;
  /** Present if it was read together with the folder; it may be too large. */
  readonly content?: Buffer;
}

/** A link or a submodule where a tag should have a folder or a file. */
export interface Obstacle {
  readonly tag: PublishingTag;
  /** `nginx`. */
  readonly path: string;
  readonly kind: 'symlink' | 'submodule';
}

/** How many bytes of `count` files are read without checking their sizes first. */
export function usualBytes(count: number, { fileBytes, allFilesBytes }: GitLimits): number {
  return Math.min(allFilesBytes, fileBytes + count * USUAL_BYTES);
}

export class ProfileFinder {
  readonly files: FoundFile[] = [];
  readonly obstacles: Obstacle[] = [];

  constructor(
    private readonly objects: GitObjects,
    private readonly limits: GitLimits,
  ) {}

  /** Searches for the files of `tags`; throws BrokenMirror if their commits are missing. */
  async find(tags: readonly PublishingTag[]): Promise<void> {
    const places = [...groupBy(tags, ({ commit, folder = '' }) => `${commit} ${folder}`).values()];
    const first = places.map(([tag]) => tag);
    const answers = await this.objects.readFolders(first, PROFILE_FILE, usualBytes(first.length, this.limits));
    if (answers === undefined) return this.walk(tags);
    const others = places.filter((same, i) => {
      const { tree, content } = answers[i];
      for (const tag of tree === undefined ? [] : same) this.lookInto(tree!, tag, foldersOf(tag).length, content);
      return tree === undefined;
    });
    await this.walk(others.flat());
  }

  private async walk(tags: readonly PublishingTag[]): Promise<void> {
    const roots = await readTrees(
      this.objects,
      this.limits,
      'root',
      tags.map(({ commit }) => commit),
    );
    const withoutTree = tags.filter(({ commit }) => !roots.has(commit));
    if (withoutTree.length > 0) await this.checkCommits(withoutTree);
    let trees = roots;
    let places = tags.filter(({ commit }) => roots.has(commit)).map(tag => ({ tag, tree: tag.commit }));
    for (let depth = 0; places.length > 0; depth++) {
      if (depth > 0)
        trees = await readTrees(
          this.objects,
          this.limits,
          'tree',
          places.map(({ tree }) => tree),
        );
      places = places.flatMap(({ tag, tree }) => {
        const data = trees.get(tree);
        if (data === undefined) throw new BrokenMirror(`tree ${tree} is missing`);
        const inside = this.lookInto(data, tag, depth);
        return inside === undefined ? [] : [{ tag, tree: inside }];
      });
    }
  }

  /** A tag may point to a file or a folder; then it publishes nothing, but it is not missing. */
  private async checkCommits(tags: readonly PublishingTag[]): Promise<void> {
    const kinds = await this.objects.describe(tags.map(({ commit }) => commit));
    const missing = tags.find(({ commit }) => (kinds.get(commit)?.kind ?? 'commit') === 'commit');
    if (missing !== undefined) throw new BrokenMirror(`commit ${missing.commit} is missing`);
  }

  /**
   * Searches the folder that is `depth` levels below the root on the path of `tag`. Returns the
   * next folder on that path, if any.
   */
  private lookInto(tree: Buffer, tag: PublishingTag, depth: number, content?: Buffer): string | undefined {
    const folders = foldersOf(tag);
    const names = [...folders, PROFILE_FILE].slice(0, depth + 1);
    const path = names.join('/');
    const entry = findInTree(tree, names[depth], tag.commit.length);
    if (entry?.kind === 'symlink' || entry?.kind === 'submodule') this.obstacles.push({ tag, path, kind: entry.kind });
    if (entry?.kind === 'folder' && depth < folders.length) return entry.oid;
    if (entry?.kind === 'file' && depth === folders.length) this.files.push({ tag, path, blob: entry.oid, content });
    return undefined;
  }
}

function foldersOf({ folder }: PublishingTag): string[] {
  return folder?.split('/') ?? [];
}
