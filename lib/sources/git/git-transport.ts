/**
 * What reading profiles needs of git, whoever does it: the git command, or isomorphic-git.
 */

import type { ProfileTag } from '../../model/profile-tag';

/** A tag of a remote repository, or a branch. */
export interface RemoteTag {
  /** As in `refs/tags/<name>`, or `refs/heads/<name>`. */
  readonly name: string;
  /** @default false */
  readonly isBranch?: boolean;
  /** What the tag is: a commit, or an annotation of it. */
  readonly oid: string;
  /** What it stands for in the end. */
  readonly commit: string;
}

/** A tag that publishes a profile, if its commit has one. */
export interface PublishingTag extends RemoteTag, ProfileTag {}

export interface GitTransport {
  /** All tags, as the server has them now. */
  listTags(): Promise<readonly RemoteTag[]>;
  /** The same for branches. */
  listBranches(): Promise<readonly RemoteTag[]>;
  /** Fetches what `tags` need to be read, without their history, into a repository that is new in `folder`. */
  fetch(folder: string, tags: readonly PublishingTag[]): Promise<void>;
  /** Opens the repository in `folder`; nothing is fetched through it. */
  open(folder: string): GitObjects;
}

export type GitObjectKind = 'blob' | 'commit' | 'tag' | 'tree';

/** A file, a folder, or the folder that a commit is. */
export type ReadKind = 'blob' | 'tree' | 'root';

export interface GitObject {
  readonly kind: GitObjectKind;
  /** In bytes. */
  readonly size: number;
}

export interface FolderPlace {
  readonly commit: string;
  /** Absent: the root. */
  readonly folder?: string;
}

export interface FolderContent {
  /** Absent: there is no such folder. */
  readonly tree?: Buffer;
  /** What the file has, or a link in its place. */
  readonly content?: Buffer;
}

/** What is not there is left out of the answers. */
export interface GitObjects {
  /** Kinds and sizes; contents are not read. */
  describe(oids: readonly string[]): Promise<ReadonlyMap<string, GitObject>>;
  /** Contents; `undefined` when together they have more than `mostBytes`. */
  read(kind: ReadKind, oids: readonly string[], mostBytes: number): Promise<ReadonlyMap<string, Buffer> | undefined>;
  /**
   * Folders of commits and one file in each, in one go and in their order; what a link leads to is
   * not there. `undefined` when together they have more than `mostBytes`, or this cannot be done.
   */
  readFolders(
    folders: readonly FolderPlace[],
    file: string,
    mostBytes: number,
  ): Promise<readonly FolderContent[] | undefined>;
}

/** Thrown when a mirror lacks what it should have, or cannot be read: it is made anew. */
export class BrokenMirror extends Error {}

/** Thrown when the server no longer has what it listed: it is asked once more. */
export class ChangedRepository extends Error {}
