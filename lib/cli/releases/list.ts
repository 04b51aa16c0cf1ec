/**
 * `pctl list`: lists what manifests install, and where.
 */
import { releaseLabel } from '../../model/names';
import type { WrittenRelease } from '../../model/written-release';
import type { Context, ExitCode } from '../terminal/command';
import { type Column, printListing } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { nameRelease, readWrittenReleases, type ReleaseFilter } from './written-releases';

interface ListOptions extends ReleaseFilter {
  readonly output: OutputFormat;
}

const COLUMNS: readonly Column<WrittenRelease>[] = [
  { title: 'CLUSTER', cell: ({ cluster }) => cluster || undefined },
  { title: 'NAMESPACE', cell: ({ namespace }) => namespace, isWide: true },
  {
    title: 'SUBSCRIPTION',
    isKey: true,
    cell: release => releaseLabel(release) + (release.isSuspended ? ' (suspended)' : ''),
  },
  { title: 'PROFILE', cell: ({ profile, contents }) => profile ?? contents ?? 'made elsewhere' },
  { title: 'VERSION', isKey: true, cell: ({ version }) => version },
  { title: 'LAYER', cell: ({ layer }) => layer },
  { title: 'CATALOG', cell: ({ catalog }) => catalog },
  { title: 'RANGE', cell: ({ range }) => range, isWide: true },
  { title: 'FILE', cell: ({ location }) => `${location.file}:${location.line}`, isWide: true },
];

export function run(context: Context, [folder]: readonly string[], options: ListOptions): ExitCode {
  const { releases: items, errors } = readWrittenReleases(context, folder, options);
  const listing = { key: 'subscriptions', items, columns: COLUMNS, name: nameRelease, data: toData };
  printListing(context, listing, options.output);
  for (const error of errors) context.stderr(`error: ${error}\n`);
  return errors.length === 0 ? 0 : 1;
}

function toData(release: WrittenRelease): object {
  const { cluster, namespace, name, profile, contents, version, layer, catalog, range, isManaged, isSuspended } =
    release;
  const { file, line } = release.location;
  const what = { cluster: cluster || undefined, namespace, name, profile, contents, version, layer, catalog, range };
  return { ...what, managed: isManaged, suspended: isSuspended, file, line };
}
