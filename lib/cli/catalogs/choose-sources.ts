/**
 * The sources that the arguments of a command name.
 */
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { nameManifest } from '../../sources/manifests/manifest';
import type { SourceKey } from './lock-paths';

/**
 * Those of `sources` that `names` refer to (`platform`, `flux-system/platform`), or all if there
 * are no names; otherwise what is wrong.
 */
export function chooseSources<T extends SourceKey>(
  sources: readonly T[],
  names: readonly string[],
  folder: string,
): { readonly chosen: readonly T[]; readonly errors: readonly string[] } {
  if (names.length === 0) return { chosen: sources, errors: [] };
  const chosen = new Set<T>();
  const errors: string[] = [];
  for (const name of names) {
    const found = sources.filter(source => source.name === name || qualified(source) === name);
    const places = new Set(found.map(qualified));
    if (places.size === 1) found.forEach(source => chosen.add(source));
    else errors.push(places.size === 0 ? unknown(name, sources, folder) : ambiguous(name, found));
  }
  return { chosen: sources.filter(source => chosen.has(source)), errors };
}

function qualified({ namespace, name }: SourceKey): string {
  return `${namespace}/${name}`;
}

function ambiguous(name: string, found: readonly SourceKey[]): string {
  return `"${name}" is the name of ${found.length} catalogs: ${found.map(nameManifest).join(', ')}. Write "${qualified(found[0])}"`;
}

function unknown(name: string, sources: readonly SourceKey[], folder: string): string {
  const names = sources.map(name.includes('/') ? qualified : source => source.name);
  const nearest = nearestNames(names, name);
  const hint = formatNearest(nearest);
  return `no catalog "${name}" is in ${folder}${hint}. "pctl catalog list" shows all`;
}
