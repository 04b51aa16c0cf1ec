/**
 * Checks names that refer to components, against all components that are checked together.
 */
import type { CatalogEntry } from '../catalog-entry';
import { formatNearest } from '../data/format-nearest';
import { nearestNames } from '../data/nearest-names';
import type { Declaration } from '../layers/declared-model';
import { foundBy, type LintFinding } from './lint-finding';

/** A prerequisite that is the name of something, with a version or without: `cert-manager`, `cert-manager >=1.0`. */
const NAME = /^([a-z0-9]+(?:-[a-z0-9]+)*)(?:\s*(?:[@=<>~^].*|v?\d+(?:\.\d+)*\+?))?$/;
/** What a cluster has or lacks, whatever is installed on it. */
const PLATFORM = new Set(['kubernetes', 'k8s', 'flux', 'helm', 'none', 'linux']);

/** Names of `entries`, and of their charts. */
export function namesOfEntries(entries: readonly CatalogEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap(({ name, origin }) => (origin.kind === 'chart' ? [name, origin.chart] : [name])));
}

/** Prerequisites of `entries` that are names, and not among `names`. */
export function unknownPrerequisites(entries: readonly CatalogEntry[], names: ReadonlySet<string>): LintFinding[] {
  return entries.flatMap(({ name: owner, prerequisites, location }) =>
    prerequisites.flatMap(text => {
      const name = NAME.exec(text.trim())?.[1];
      if (name === undefined || names.has(name) || PLATFORM.has(name) || location === undefined) return [];
      const what = `"${owner}" requires "${name}", which no catalog has${formatNearest(nearestNames(names, name))}`;
      return foundBy('prerequisite-unknown', { what, remedy: 'correct the name, or write what is needed in words', location }); // prettier-ignore
    }),
  );
}

/** Names in a file of layers that are not among `names`. */
export function unknownComponents(
  declared: readonly Declaration<unknown>[],
  names: ReadonlySet<string>,
): LintFinding[] {
  return declared
    .filter(({ name }) => !names.has(name))
    .map(({ name, at }) => {
      const what = `no catalog has a profile or chart "${name}"${formatNearest(nearestNames(names, name))}`;
      return foundBy('component-unknown', { what, remedy: 'correct the name, or remove the line', location: at });
    });
}
