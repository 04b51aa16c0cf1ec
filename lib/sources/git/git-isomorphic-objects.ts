/**
 * Reads objects of a repository with isomorphic-git, one by one.
 */
import * as fs from 'node:fs';
import { basename } from 'node:path';
import * as git from 'isomorphic-git';
import { BrokenMirror, type GitObject, type GitObjectKind, type GitObjects, type ReadKind } from './git-transport';

export class IsomorphicObjects implements GitObjects {
  private readonly cache = {};

  constructor(private readonly folder: string) {}

  async describe(oids: readonly string[]): Promise<ReadonlyMap<string, GitObject>> {
    const found = new Map<string, GitObject>();
    for (const oid of oids) {
      const object = await this.tryRead(oid);
      if (object !== undefined) found.set(oid, { kind: object.type, size: object.object.length });
    }
    return found;
  }

  async read(kind: ReadKind, oids: readonly string[], mostBytes: number) {
    const contents = new Map<string, Buffer>();
    let bytes = 0;
    for (const oid of oids) {
      const object = await this.tryRead(oid);
      const isRoot = kind === 'root' && object?.type === 'commit';
      const target = isRoot ? await this.tryRead(treeOf(object.object)) : object;
      if (target === undefined || (kind === 'root' ? !isRoot : target.type !== kind)) continue;
      bytes += target.object.length;
      if (bytes > mostBytes) return undefined;
      contents.set(oid, Buffer.from(target.object));
    }
    return contents;
  }

  async readFolders(): Promise<undefined> {
    // objects are read one by one, so this would gain nothing
    return undefined;
  }

  private async tryRead(oid: string): Promise<{ type: GitObjectKind; object: Uint8Array } | undefined> {
    try {
      const options = { fs, dir: this.folder, gitdir: this.folder, oid, format: 'content', cache: this.cache } as const;
      return (await git.readObject(options)) as unknown as { type: GitObjectKind; object: Uint8Array };
    } catch (error) {
      if ((error as { code?: string }).code === 'NotFoundError') return undefined;
      throw new BrokenMirror(`${basename(this.folder)}: ${(error as Error).message}`);
    }
  }
}

/** The first line of a commit is `tree <oid>`. */
function treeOf(commit: Uint8Array): string {
  return Buffer.from(commit.subarray(5, 45)).toString('latin1');
}
