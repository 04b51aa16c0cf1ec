/**
 * What is read of the versions that a Helm index or a lock file lists.
 */
import type { CatalogEntry } from '../catalog-entry';
import type { Problem } from '../problem';
import type { ItemResults } from '../yaml/item-rules';

/** A version that could be read, or what is wrong with it. */
export type EntryResult = CatalogEntry | Problem;

/** What was read of each name, in the order of the file. */
export type EntryResults = ItemResults<EntryResult>;

/** Whether a version could not be read. */
export function isProblem(result: EntryResult): result is Problem {
  return 'kind' in result;
}
