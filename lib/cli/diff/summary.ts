/**
 * The first line of a diff: what was compared, and how many clusters change.
 */
import type { Diff } from './diff-of';
import { nameBase } from './diff-sides';

/** `12 of 12 clusters change: dist, compared with 1a2b3c4d5e, the merge base with origin/main`. */
export function summarize({ base, place, clusters, names }: Diff): string {
  const folder = place.ref === undefined ? place.folder : `${place.folder} at ${place.ref}`;
  const compared = `${folder}, compared with ${nameBase(base)}`;
  if (clusters.length === 0) return `No changes: ${compared}`;
  const changed = clusters.filter(({ name }) => names.includes(name)).length;
  if (changed === 0) return `No cluster changes, but other objects do: ${compared}`;
  return `${changed} of ${names.length} cluster${names.length === 1 ? '' : 's'} change${changed === 1 ? 's' : ''}: ${compared}`;
}
