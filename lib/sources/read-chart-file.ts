/**
 * Reads one file of a chart that a catalog offers, from its archive, which is downloaded once.
 */
import type { CatalogEntry } from '../model/catalog-entry';
import { versionKey } from '../model/entry-order';
import { describeProblem } from '../model/problem-words';
import { ARCHIVE_LIMITS, unpackArchive } from './archive/archive-files';
import { downloadArchive, findKeptArchive } from './archive/download-archive';
import { type Limits, LIMITS } from './http/http-limits';
import { readSource } from './read-source';
import type { CatalogSource, HelmRepositorySource, ReadOptions, RegistrySource } from './reading/catalog-source';
import { Unreadable } from './reading/unreadable';
import { downloadRegistryArchive } from './registry/registry-archive';

/** Files of a chart that can be read: its default values, and its description by its authors. */
export type ChartFile = 'values' | 'readme';

/** Names of the files in the folder of the chart; Helm takes these for a README. */
export const CHART_FILES: Readonly<Record<ChartFile, RegExp>> = {
  values: /^values\.yaml$/,
  readme: /^readme(\.md|\.txt)?$/i,
};

/** The file, verbatim; `undefined` if the chart has none. Throws Unreadable. */
export async function readChartFile(
  source: Exclude<CatalogSource, { readonly kind: 'ProfileCatalogSource' }>,
  entry: CatalogEntry,
  file: ChartFile,
  options: ReadOptions,
  limits: Partial<Limits> = {},
): Promise<Buffer | undefined> {
  const archive = await readArchive(source, entry, options, { ...LIMITS, ...limits });
  const files = await unpackArchive([archive], ARCHIVE_LIMITS, CHART_FILES[file]);
  const [first] = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return first?.[1];
}

async function readArchive(
  source: HelmRepositorySource | RegistrySource,
  entry: CatalogEntry,
  options: ReadOptions,
  limits: Limits,
): Promise<Buffer> {
  if (source.isRegistry === true) return downloadRegistryArchive(source, entry, options, limits);
  const kept = await findKeptArchive(entry, options);
  if (kept !== undefined) return kept;
  // lock files do not say where archives are
  const { entries, problems, isRead } = await readSource(source, options, limits);
  if (!isRead) throw new Unreadable(problems.map(describeProblem).join('; '));
  const offered = entries.find(other => versionKey(other) === versionKey(entry));
  if (offered === undefined) throw new Unreadable('its repository does not offer it any more');
  return downloadArchive(source, { ...entry, archiveUrl: offered.archiveUrl }, options, limits);
}
