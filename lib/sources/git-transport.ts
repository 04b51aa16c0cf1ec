/**
 * What reading profiles needs of git, whoever does it: the git command, or isomorphic-git.
 */

/** A tag of a remote repository. */
export interface RemoteTag {
  /** As in `refs/tags/<name>`. */
  readonly name: string;
  /** What the tag is: a commit, or an annotation of it. */
  readonly oid: string;
  /** What it stands for in the end. */
  readonly commit: string;
}

export interface GitTransport {
  /** All tags, as the server has them now. */
  listTags(): Promise<readonly RemoteTag[]>;
  /** Fetches `oids` without their history into a repository that is new in `folder`. */
  fetch(folder: string, oids: readonly string[]): Promise<void>;
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

/** What is not there is left out of the answers. */
export interface GitObjects {
  /** Kinds and sizes; contents are not read. */
  describe(oids: readonly string[]): Promise<ReadonlyMap<string, GitObject>>;
  /** Contents; `undefined` when together they have more than `mostBytes`. */
  read(kind: ReadKind, oids: readonly string[], mostBytes: number): Promise<ReadonlyMap<string, Buffer> | undefined>;
}

/** Thrown when a mirror lacks what it should have, or cannot be read: it is made anew. */
export class BrokenMirror extends Error {}

/** Thrown when the server no longer has what it listed: it is asked once more. */
export class ChangedRepository extends Error {}
