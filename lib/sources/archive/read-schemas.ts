/**
 * Reads the schema and default values of the newest version of each profile of a Helm repository or
 * a registry.
 *
 * A chart that cannot be read is reported as one problem; the other charts are still read.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { newestEntries } from '../../model/schema/format-profile-types';
import { mapConcurrently } from '../../model/data/map-concurrently';
import { isTooLarge, probeSchema } from '../../model/schema/probe-schema';
import type { Problem } from '../../model/problem';
import { UncompilableSchema, UnusableSchema } from '../../model/schema/unusable-schema';
import { hasSchema, type ValuesSchema } from '../../model/schema/values-schema';
import type { CatalogSource, HelmRepositorySource, ReadOptions, RegistrySource } from '../reading/catalog-source';
import { readChartArchive } from './chart-archive';
import { archiveUrl, downloadArchive } from './download-archive';
import { type Limits, LIMITS } from '../http/http-limits';
import { nameManifest } from '../manifests/manifest';
import { downloadRegistryArchive } from '../registry/registry-archive';
import { Unreachable, Unreadable } from '../reading/unreadable';
import { UnreachableServers } from '../reading/unreachable-servers';

/** The schemas and default values of the charts of a source. */
export interface FoundSchemas {
  /** By the entry of each newest version; `undefined` for a chart without a schema. */
  readonly schemas: ReadonlyMap<CatalogEntry, ValuesSchema | undefined>;
  /** One for each chart that cannot be used. */
  readonly problems: readonly Problem[];
}

type ChartSource = HelmRepositorySource | RegistrySource;

/** A schema or its absence; why it cannot be used; or both. */
type FoundSchema =
  | { readonly schema: ValuesSchema | undefined }
  | { readonly fault: string }
  | { readonly error: Unreachable }
  | { readonly schema: ValuesSchema | undefined; readonly fault: string };

const AT_ONCE = 4;

/** Reads the charts of the newest `entries` of `source`, each downloaded once per digest. */
export async function readSchemas(
  source: CatalogSource,
  entries: readonly CatalogEntry[],
  options: ReadOptions,
  limits: Partial<Limits> = {},
): Promise<FoundSchemas> {
  const schemas = new Map<CatalogEntry, ValuesSchema | undefined>();
  const problems: Problem[] = [];
  if (source.kind === 'ProfileCatalogSource') return { schemas, problems };
  const charts = newestEntries(entries).filter(({ origin }) => origin.kind === 'chart');
  const down = new UnreachableServers<CatalogEntry>();
  await mapConcurrently(charts, AT_ONCE, async entry => {
    const server = serverOf(source, entry);
    if (down.addIfKnown(server, entry)) return;
    const found = await readSchema(source, entry, options, { ...LIMITS, ...limits });
    if ('error' in found) return down.add(server, entry, found.error);
    if ('fault' in found) problems.push(unreadable(source, [entry], found.fault));
    if ('schema' in found) schemas.set(entry, found.schema);
  });
  return { schemas, problems: [...problems, ...down.toProblems((same, reason) => unreadable(source, same, reason))] };
}

/** Where the chart of `entry` is downloaded from. */
function serverOf(source: ChartSource, entry: CatalogEntry): string {
  try {
    return source.isRegistry === true ? source.url : archiveUrl(source, entry).origin;
  } catch {
    return ''; // reported when it is downloaded
  }
}

async function readSchema(
  source: ChartSource,
  entry: CatalogEntry,
  options: ReadOptions,
  limits: Limits,
): Promise<FoundSchema> {
  let schema: ValuesSchema | undefined;
  try {
    const archive = await (source.isRegistry === true
      ? downloadRegistryArchive(source, entry, options, limits)
      : downloadArchive(source, entry, options, limits));
    schema = await readChartArchive([archive]);
    if (!hasSchema(schema)) return { schema: undefined };
    if (isTooLarge(schema))
      return { fault: 'its schema and default values are too large to be written next to the lock file' };
    probeSchema(schema);
    return { schema };
  } catch (error) {
    if (error instanceof UnusableSchema) {
      const fault = `its values.schema.json cannot be used: ${error.message}`;
      // Helm refuses this schema too, so synthesis reports it to programs that subscribe to the chart
      return error instanceof UncompilableSchema ? { fault, schema } : { fault };
    }
    if (error instanceof Unreachable) return { error };
    if (error instanceof Unreadable) return { fault: error.message };
    if (error instanceof RangeError) return { fault: 'its schema or its values are nested too deeply' };
    throw error;
  }
}

function unreadable(source: ChartSource, entries: readonly CatalogEntry[], reason: string): Problem {
  const [{ name, version }] = entries;
  const charts =
    entries.length === 1 ? `chart of profile "${name}" ${version}` : `charts of ${entries.length} profiles`;
  const what = `${charts} in ${nameManifest(source)}`;
  return { kind: 'unreadable-source', source: what, reason, location: source.location };
}
