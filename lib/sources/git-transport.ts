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

export interface GitObjects {
  /** Kind and bytes of each, `undefined` for those that are not there; contents are not read. */
  describe(
    oids: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly kind: GitObjectKind; readonly size: number }>>;
  /** Contents of blobs, and of the trees of commits and trees; those that are not there are left out. */
  read(kind: 'blob' | 'tree', oids: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
  close(): void;
}

/** Thrown when a mirror lacks what it should have, or cannot be read: it is made anew. */
export class BrokenMirror extends Error {}

/** Thrown when the server no longer has what it listed: it is asked once more. */
export class ChangedRepository extends Error {}
