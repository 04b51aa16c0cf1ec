/**
 * The Git operations for reading profiles. The git command and isomorphic-git implement them.
 */

import type { ProfileTag } from '../../model/profile-tag';

/** A tag of a remote repository, or a branch. */
export interface RemoteTag {
  /** As in `refs/tags/<name>`, or `refs/heads/<name>`. */
  readonly name: string;
  /** @default false */
  readonly isBranch?: boolean;
  /** Hash of the commit, or of the annotation of a tag. */
  readonly oid: string;
  /** The commit that the tag points to, also through an annotation. */
  readonly commit: string;
}

/** A tag that publishes a profile, if its commit contains one. */
export interface PublishingTag extends RemoteTag, ProfileTag {}

export interface GitTransport {
  /** Lists all tags that the server has now. */
  listTags(): Promise<readonly RemoteTag[]>;
  /** The same for branches. */
  listBranches(): Promise<readonly RemoteTag[]>;
  /** Fetches into a new repository in `folder` what is needed to read `tags`, without their history. */
  fetch(folder: string, tags: readonly PublishingTag[]): Promise<void>;
  /** Opens the repository in `folder`; never fetches. */
  open(folder: string): GitObjects;
}

export type GitObjectKind = 'blob' | 'commit' | 'tag' | 'tree';

/** A file, a commit, a folder, or the root folder of a commit. */
export type ReadKind = 'blob' | 'commit' | 'tree' | 'root';

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
  /** Content of the file, or the target of a link in its place. */
  readonly content?: Buffer;
}

/** Reads objects of a repository. Objects that do not exist are missing from the results. */
export interface GitObjects {
  /** Kinds and sizes, without reading contents. */
  describe(oids: readonly string[]): Promise<ReadonlyMap<string, GitObject>>;
  /** Contents; `undefined` if they have more than `mostBytes` together. */
  read(kind: ReadKind, oids: readonly string[], mostBytes: number): Promise<ReadonlyMap<string, Buffer> | undefined>;
  /**
   * Folders of commits and one file in each, in one call and in order; links are not followed.
   * `undefined` if they have more than `mostBytes` together, or if this is not supported.
   */
  readFolders(
    folders: readonly FolderPlace[],
    file: string,
    mostBytes: number,
  ): Promise<readonly FolderContent[] | undefined>;
}

/** Thrown if a mirror is incomplete or cannot be read; it is then created again. */
export class BrokenMirror extends Error {}

/** Thrown if the server no longer has what it listed; its tags are then listed once more. */
export class ChangedRepository extends Error {}
