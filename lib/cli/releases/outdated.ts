/**
 * `pctl outdated`: lists releases that have newer versions, in the range that the program asks for
 * and in any.
 */
import { releaseLabel } from '../../model/names';
import { groupBy } from '../../model/data/group-by';
import type { Context, ExitCode } from '../terminal/command';
import type { CatalogsOptions } from '../catalogs/find-catalogs';
import { findNewerVersions, type ReleaseVersions, type VersionsScope } from './newer-versions';
import { readOfferedCatalogs } from '../catalogs/offered-catalogs';
import type { VersionChange } from '../../model/version/version-change';
import { describeKubeVersionFault } from '../terminal/kube-version';
import { type Column, printListing } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { describeRelease, nameRelease, readWrittenReleases, type ReleaseFilter } from './written-releases';

interface OutdatedOptions extends CatalogsOptions, ReleaseFilter, VersionsScope {
  readonly output: OutputFormat;
}

const COLUMNS: readonly Column<ReleaseVersions>[] = [
  { title: 'CLUSTER', cell: ({ release }) => release.cluster || undefined },
  { title: 'NAMESPACE', cell: ({ release }) => release.namespace, isWide: true },
  { title: 'RELEASE', isKey: true, cell: ({ release }) => releaseLabel(release) },
  { title: 'PROFILE', cell: ({ release }) => release.profile },
  { title: 'CURRENT', isKey: true, cell: ({ current }) => current },
  { title: 'WANTED', isKey: true, cell: found => withChange(found, found.wanted) },
  { title: 'LATEST', isKey: true, cell: found => withChange(found, found.latest) },
  { title: 'CATALOG', cell: ({ catalog }) => catalog.label },
  { title: 'RANGE', cell: ({ release }) => release.range, isWide: true },
  { title: 'NEWER', cell: ({ newer }) => newer.map(({ version }) => version).join(', '), isWide: true },
];

export function run(context: Context, [folder]: readonly string[], options: OutdatedOptions): ExitCode {
  const misuse = describeKubeVersionFault(options.kubeVersion);
  if (misuse !== undefined) {
    context.stderr(`error: ${misuse}\n`);
    return 2;
  }
  const { releases, errors } = readWrittenReleases(context, folder, options);
  for (const error of errors) context.stderr(`error: ${error}\n`);
  // these releases cannot be compared with the catalogs
  if (releases.length === 0) return 1;
  const { catalogs, isComplete } = readOfferedCatalogs(context, options);
  const found: ReleaseVersions[] = [];
  const warnings: Warning[] = [];
  for (const release of releases.filter(({ profile }) => profile !== undefined)) {
    const versions = findNewerVersions(release, catalogs, options);
    if ('reason' in versions) {
      warnings.push({ release: describeRelease(release), reason: versions.reason });
      continue;
    }
    found.push(versions);
    const { catalog, current, isOffered } = versions;
    const reason = `version ${current} of "${release.profile}" is no longer offered by catalog "${catalog.label}"`;
    if (!isOffered) warnings.push({ release: describeRelease(release), reason });
    const left = describeLeftOut(versions, options.kubeVersion);
    if (left !== undefined) warnings.push({ release: describeRelease(release), reason: left });
  }
  const items = found.filter(({ current, latest }) => current !== latest);
  const name = ({ release }: ReleaseVersions) => nameRelease(release);
  const empty = warnings.length === 0 ? NOTHING_NEWER : undefined;
  printListing(context, { key: 'releases', items, columns: COLUMNS, name, data: toData, empty }, options.output);
  for (const line of formatWarnings(warnings)) context.stderr(`warning: ${line}\n`);
  return items.length === 0 && errors.length === 0 && isComplete ? 0 : 1;
}

const NOTHING_NEWER = 'nothing is outdated. "pctl catalog update" looks for newer versions';

/** Why the versions of a release are unknown. */
interface Warning {
  readonly release: string;
  readonly reason: string;
}

/** One line for each reason. */
function formatWarnings(warnings: readonly Warning[]): string[] {
  return [...groupBy(warnings, ({ reason }) => reason)].map(([reason, [{ release }, ...others]]) => {
    return `${release}${others.length === 0 ? '' : ` and ${others.length} more`}: ${reason}`;
  });
}

/** `2.0.0 (major)`; the current version is unchanged. */
function withChange(found: ReleaseVersions, version: string): string {
  const change = changeTo(found, version);
  return change === undefined ? version : `${version} (${change})`;
}

function changeTo({ newer }: ReleaseVersions, version: string): VersionChange | undefined {
  return newer.find(found => found.version === version)?.change;
}

function describeLeftOut({ release, leftOut = 0 }: ReleaseVersions, kubeVersion = ''): string | undefined {
  if (leftOut === 0) return undefined;
  const what = `${leftOut} newer version${leftOut === 1 ? '' : 's'} of "${release.profile}"`;
  return `${what} cannot be installed on Kubernetes ${kubeVersion}, and ${leftOut === 1 ? 'is' : 'are'} left out`;
}

function toData(found: ReleaseVersions): object {
  const { release, catalog, current, wanted, latest, newer, leftOut } = found;
  const { cluster, namespace, name, profile, range } = release;
  const where = { cluster: cluster || undefined, namespace, name, profile };
  const changes = { wantedChange: changeTo(found, wanted), latestChange: changeTo(found, latest) };
  return { ...where, current, wanted, latest, ...changes, newer, leftOut, range, catalog: catalog.source.name };
}
