/**
 * Reads over the network what a source offers now.
 *
 * Failures are part of the result: a source that cannot be read is one problem, so is a chart
 * version that cannot be used, and everything else is returned.
 */
import { offerEntries } from '../model/offer-entries';
import type { Problem } from '../model/problem';
import { isExactVersion, tryParseVersion } from '../model/version/version';
import { matchesRange, parseVersionRange } from '../model/version/version-range';
import type {
  CatalogSource,
  HelmRepositorySource,
  ReadOptions,
  RegistrySource,
  SourceContent,
} from './reading/catalog-source';
import { downloadIndex } from './helm/download-index';
import { type Limits, LIMITS } from './http/http-limits';
import { keepChosen, missingCharts } from './manifests/chosen-charts';
import { nameManifest } from './manifests/manifest';
import { readGitCatalog } from './profiles/git-catalog';
import { findSignatureKeys } from './login/signature-keys';
import { Uncheckable, Unreadable } from './reading/unreadable';
import { readRegistry } from './registry/registry-charts';

type ChartSource = HelmRepositorySource | RegistrySource;

/** Reads `source`; does not reject because of servers, files or the cluster. */
export async function readSource(
  source: CatalogSource,
  options: ReadOptions,
  limits: Partial<Limits> = {},
): Promise<SourceContent> {
  if (source.kind === 'ProfileCatalogSource') return readGitCatalog(source, options);
  // without profiles, the content of the repository does not matter
  if (source.profiles === 'none') return { entries: [], problems: [], isRead: true };
  try {
    return await readCharts(source, options, { ...LIMITS, ...limits });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { entries: [], problems: [unreadable(source, error)], isRead: false };
  }
}

async function readCharts(source: ChartSource, options: ReadOptions, limits: Limits): Promise<SourceContent> {
  const isWanted = filterOf(source);
  const keys = options.verify === true ? await findSignatureKeys(source, options) : undefined;
  if (source.isRegistry === true) {
    return readRegistry(source, { isWanted, keys }, options, limits);
  }
  const { index, isUnchanged } = await downloadIndex(source, options, limits);
  const offer = offerEntries(index.entries.filter(({ version }) => isWanted(version)));
  const entries = keepChosen(source, offer.entries);
  const problems = [...index.problems, ...offer.problems, ...missingCharts(source, index.charts ?? [])];
  return { entries, problems, warnings: index.warnings, isRead: true, isUnchanged };
}

/** as in Weave GitOps: with a filter, a version must be full SemVer */
function filterOf({ versionFilter }: ChartSource): (version: string) => boolean {
  if (versionFilter === undefined) return () => true;
  const range = parseVersionRange(versionFilter);
  if (range.error !== undefined) throw new Unreadable(`"${versionFilter}" is not a version range: ${range.error}`);
  return version => isExactVersion(version) && matchesRange(tryParseVersion(version)!, range);
}

function unreadable(source: ChartSource, error: Unreadable): Problem {
  const subject = `${error instanceof Uncheckable ? 'signatures of ' : ''}${nameManifest(source)}`;
  return { kind: 'unreadable-source', source: subject, reason: error.message, location: source.location };
}
