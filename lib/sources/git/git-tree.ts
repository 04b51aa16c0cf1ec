/**
 * Folders of a commit in the format in which Git stores them: modes, names and hashes.
 */

/** What a folder may contain. */
export type TreeEntryKind = 'file' | 'folder' | 'symlink' | 'submodule';

export interface TreeEntry {
  readonly kind: TreeEntryKind;
  readonly oid: string;
}

const KINDS: ReadonlyMap<string, TreeEntryKind> = new Map([
  ['40000', 'folder'],
  ['120000', 'symlink'],
  ['160000', 'submodule'],
]);
const SPACE = 32;

/** Finds `name` in a folder as Git stores it: mode, space, name, zero, hash of `hashLength` hexadecimal digits. */
export function findInTree(tree: Buffer, name: string, hashLength: number): TreeEntry | undefined {
  const wanted = Buffer.from(name);
  const hashBytes = hashLength / 2;
  for (let start = 0; start < tree.length;) {
    const space = tree.indexOf(SPACE, start);
    const end = tree.indexOf(0, space);
    if (space === -1 || end === -1) return undefined;
    if (end - space - 1 === wanted.length && wanted.compare(tree, space + 1, end) === 0) {
      const kind = KINDS.get(tree.toString('latin1', start, space).replace(/^0/, '')) ?? 'file';
      return { kind, oid: tree.toString('hex', end + 1, end + 1 + hashBytes) };
    }
    start = end + 1 + hashBytes;
  }
  return undefined;
}
