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
import { downloadArchive } from './download-archive';
import { type Limits, LIMITS } from '../http/http-limits';
import { nameManifest } from '../manifests/manifest';
import { downloadRegistryArchive } from '../registry/registry-archive';
import { Unreadable } from '../reading/unreadable';

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
  await mapConcurrently(charts, AT_ONCE, async entry => {
    const found = await readSchema(source, entry, options, { ...LIMITS, ...limits });
    if ('fault' in found) problems.push(unreadable(source, entry, found.fault));
    if ('schema' in found) schemas.set(entry, found.schema);
  });
  return { schemas, problems };
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
    if (error instanceof Unreadable) return { fault: error.message };
    if (error instanceof RangeError) return { fault: 'its schema or its values are nested too deeply' };
    throw error;
  }
}

function unreadable(source: ChartSource, { name, version }: CatalogEntry, reason: string): Problem {
  const what = `chart of profile "${name}" ${version} in ${nameManifest(source)}`;
  return { kind: 'unreadable-source', source: what, reason, location: source.location };
}
