/**
 * The results of reading the versions in a Helm index or a lock file.
 */
import type { CatalogEntry } from '../catalog-entry';
import type { Problem } from '../problem';
import type { ItemResults } from '../lists/item-rules';

/** A version that was read, or its problem. */
export type EntryResult = CatalogEntry | Problem;

/** The results for each name, in the order of the file. */
export type EntryResults = ItemResults<EntryResult>;

/** Whether a version could not be read. */
export function isProblem(result: EntryResult): result is Problem {
  return 'kind' in result;
}
