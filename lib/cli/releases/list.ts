/**
 * `pctl list`: lists what manifests install, and where.
 */
import { releaseLabel } from '../../model/names';
import type { WrittenRelease } from '../../model/written-release';
import type { CatalogsOptions } from '../catalogs/find-catalogs';
import { type OfferedCatalog, tryReadOfferedCatalogs } from '../catalogs/offered-catalogs';
import type { Context, ExitCode } from '../terminal/command';
import { type Column, printListing } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { findNewerVersions } from './newer-versions';
import { nameRelease, readWrittenReleases, type ReleaseFilter } from './written-releases';

interface ListOptions extends ReleaseFilter, CatalogsOptions {
  readonly output: OutputFormat;
}

/** A release, and the newest version in the catalogs, if there are any. */
interface Listed extends WrittenRelease {
  readonly available?: string;
}

const AVAILABLE: Column<Listed> = { title: 'AVAILABLE', cell: ({ available }) => available };

const COLUMNS: readonly Column<Listed>[] = [
  { title: 'CLUSTER', cell: ({ cluster }) => cluster || undefined },
  { title: 'NAMESPACE', cell: ({ namespace }) => namespace, isWide: true },
  {
    title: 'SUBSCRIPTION',
    isKey: true,
    cell: release => releaseLabel(release) + (release.isSuspended ? ' (suspended)' : ''),
  },
  { title: 'PROFILE', cell: ({ profile, contents, chart }) => profile ?? contents ?? madeElsewhere(chart?.name) },
  { title: 'VERSION', isKey: true, cell: ({ version }) => version },
  AVAILABLE,
  { title: 'LAYER', cell: ({ layer }) => layer },
  { title: 'CATALOG', cell: ({ catalog }) => catalog },
  { title: 'RANGE', cell: ({ range }) => range, isWide: true },
  { title: 'FILE', cell: ({ location }) => `${location.file}:${location.line}`, isWide: true },
];

export function run(context: Context, [folder]: readonly string[], options: ListOptions): ExitCode {
  const { releases, errors } = readWrittenReleases(context, folder, options);
  const catalogs = options.output === 'name' ? undefined : tryReadOfferedCatalogs(context, options);
  const items = releases.map(release => ({ ...release, available: catalogs && availableFor(release, catalogs) }));
  const columns = COLUMNS.filter(column => catalogs !== undefined || column !== AVAILABLE);
  const listing = { key: 'subscriptions', items, columns, name: nameRelease, data: toData };
  printListing(context, listing, options.output);
  for (const error of errors) context.stderr(`error: ${error}\n`);
  return errors.length === 0 ? 0 : 1;
}

/** `podinfo, made elsewhere`; the chart may not be known. */
function madeElsewhere(chart: string | undefined): string {
  return [chart, 'made elsewhere'].filter(part => part !== undefined).join(', ');
}

/** The newest version in the catalogs; `undefined` if it is unknown. */
function availableFor(release: WrittenRelease, catalogs: readonly OfferedCatalog[]): string | undefined {
  if (release.profile === undefined) return undefined;
  const versions = findNewerVersions(release, catalogs);
  return 'reason' in versions ? undefined : versions.available;
}

function toData(release: Listed): object {
  const { cluster, namespace, name, profile, contents, version, available } = release;
  const { layer, catalog, range, isManaged, isSuspended, chart: { name: chart } = {} } = release;
  const { file, line } = release.location;
  const what = {
    cluster: cluster || undefined,
    namespace,
    name,
    profile,
    contents,
    ...(isManaged ? {} : { chart }),
    version,
    available,
  };
  return { ...what, layer, catalog, range, managed: isManaged, suspended: isSuspended, file, line };
}
