/**
 * Finds folders of the output that are one folder, because of a link: each would remove the files of the other.
 */
import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';

/** A problem for each folder that several of the first folders in `paths` are; `paths` are written to `folder`. */
export function checkLinkedFolders(folder: string, paths: Iterable<string>): Problem[] {
  const entries = entriesOf(folder).filter(entry => entry.isDirectory() || entry.isSymbolicLink());
  if (!entries.some(entry => entry.isSymbolicLink())) return [];
  const written = new Set([...paths].map(path => path.split('/')[0]));
  const places = entries.filter(({ name }) => written.has(name)).map(({ name }) => join(folder, name));
  const same = [...groupBy(places, tryRealPath).values()].filter(({ length }) => length > 1);
  return same.map(found => {
    const what = `${found.sort().join(' and ')} are one folder, because of a link, and would lose files`;
    return { kind: 'invalid-props', what, remedy: 'make each a folder of its own' };
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // there is no output yet
    return [];
  }
}

/** What does not exist is a place of its own. */
function tryRealPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
