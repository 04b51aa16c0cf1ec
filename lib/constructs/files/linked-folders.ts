/**
 * Finds folders of the output that are the same folder, because of a link: each would remove the files of the other.
 */
import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { isInside } from '../../files/is-inside';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import { NESTED } from './sweep-folder';

/** A problem for each link in `folder` by which two folders of `paths` are the same, or that leads to no folder. */
export function checkLinkedFolders(folder: string, paths: Iterable<string>): Problem[] {
  const written = foldersOf(paths).map(path => join(folder, path));
  const links = new Set(written.filter(isLink));
  if (links.size === 0) return [];
  const swept = NESTED.map(name => join(folder, name)).filter(path => !isLink(path));
  const known = new Set([folder, ...swept, ...written]);
  // without what is in linked folders, which follows from the link
  const same = [...groupBy(known, placeOf).values()].filter(
    found => found.length > 1 && found.some(path => links.has(path)),
  );
  const others = [...links].filter(path => !same.flat().includes(path)).sort();
  const lost = others.filter(path => !isFolder(path));
  // these folders are emptied at any depth of what was not written to them
  const hidden = others.flatMap(path => {
    const around = swept.find(root => isInside(placeOf(root), placeOf(path)));
    return around === undefined || lost.includes(path) ? [] : { path, around };
  });
  return [
    ...same.map((found): Problem => {
      const what = `${found.sort().join(' and ')} are the same folder, because of a link, and the files of one cluster would replace those of the other`;
      return { kind: 'invalid-props', what, remedy: 'replace the link with a folder' };
    }),
    ...hidden.map(({ path, around }): Problem => {
      const what = `${path} is a link into ${around}, and the files of one cluster would replace those of the other`;
      return { kind: 'invalid-props', what, remedy: 'replace the link with a folder' };
    }),
    ...lost.map((path): Problem => {
      const what = `${path} is a link to ${readlinkSync(path)}, and there is no such folder`;
      return { kind: 'invalid-props', what, remedy: 'create the folder, or replace the link with a folder' };
    }),
  ];
}

/** The folders of `paths`, and the folders that contain these. */
function foldersOf(paths: Iterable<string>): readonly string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let at = posix.dirname(path); at !== '.' && !folders.has(at); at = posix.dirname(at)) folders.add(at);
  }
  return [...folders];
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    // it is in a file
    return false;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // it does not exist, or the link leads to itself
    return false;
  }
}

/** The path without links, also of a folder that does not exist yet. */
function placeOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    // such as a link that leads to itself
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return path;
  }
  return isLink(path)
    ? placeOf(resolve(placeOf(dirname(path)), readlinkSync(path)))
    : join(placeOf(dirname(path)), basename(path));
}
