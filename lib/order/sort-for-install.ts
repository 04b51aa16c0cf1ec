/**
 * Sorts releases in the order in which they can be installed, layer by layer.
 */
import type { PlannedRelease } from './written-plan';

/**
 * Sorted by the lowest layer that needs the release, its own or that of a dependant; then by depth,
 * so that dependencies always come first; then by layer and label.
 */
export function sortForInstall(releases: readonly PlannedRelease[]): PlannedRelease[] {
  const sorted = [...releases].sort((a, b) => (a.label < b.label ? -1 : 1));
  const needed = neededLayers([...sorted].sort((a, b) => compare(b.depth, a.depth)));
  return sorted.sort(
    (a, b) =>
      compare(needed.get(a.label)!, needed.get(b.label)!) ||
      compare(a.depth, b.depth) ||
      compare(a.release.layer ?? -1, b.release.layer ?? -1),
  );
}

/** The lowest layer that needs each of `releases`, which are sorted by depth, last first; Infinity if there is none. */
function neededLayers(releases: readonly PlannedRelease[]): ReadonlyMap<string, number> {
  const needed = new Map<string, number>();
  const lower = (label: string, layer: number) => needed.set(label, Math.min(needed.get(label) ?? Infinity, layer));
  for (const { label, release, waitsFor } of releases) {
    lower(label, release.layer ?? Infinity);
    for (const to of waitsFor) lower(to.label, needed.get(label)!);
  }
  return needed;
}

/** Two infinite numbers are equal. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
