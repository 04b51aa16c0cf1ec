/**
 * Versions that an index lists, and Flux cannot download.
 */
import type { CatalogEntry } from '../catalog-entry';
import { nameChartVersion } from '../names';
import type { Problem } from '../problem';
import { limitProblems } from '../problem-words';
import type { HelmIndex } from './helm-index-charts';

/** `index` without the versions whose first URL Flux does not download, and a problem for each of them. */
export function dropUndownloadable(index: HelmIndex): HelmIndex {
  const { entries, problems } = index;
  const kept: CatalogEntry[] = [];
  const dropped: Problem[] = [];
  for (const entry of entries) {
    const reason = findReason(entry);
    if (reason === undefined) kept.push(entry);
    else dropped.push({ kind: 'invalid-entry', entry: nameEntry(entry), reason, location: entry.location });
  }
  return dropped.length === 0 ? index : { ...index, entries: kept, problems: limitProblems([...problems, ...dropped]) };
}

function findReason({ archiveUrl: url }: CatalogEntry): string | undefined {
  if (url === undefined) return 'its "urls" do not say where the chart is, so that Flux cannot download it; list the URL of its archive'; // prettier-ignore
  if (!/^oci:/i.test(url)) return undefined;
  const repository = url.replace(/:[^:/]*$/, '');
  return `its "urls" name ${url}, and Flux downloads no chart of a HelmRepository over HTTP from there; add an OCIRepository with "url: ${repository}" instead`; // prettier-ignore
}

function nameEntry({ name, version, origin }: CatalogEntry): string {
  return nameChartVersion(origin.kind === 'chart' ? origin.chart : name, version);
}
