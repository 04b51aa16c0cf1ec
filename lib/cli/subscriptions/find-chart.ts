/**
 * Looks for a chart that no catalog lists in its repository or registry.
 *
 * A range is resolved now, because a program has no catalog to resolve it with.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { withoutCredentials } from '../../model/data/redact';
import { CHART_NAME_RULE, isChartName } from '../../model/names';
import { formatProblem } from '../../model/problem-words';
import { describeRegistryFault } from '../../model/registry-url';
import { describeUrlFault } from '../../model/repository-url';
import { isExactVersion } from '../../model/version/version';
import { asksForLatest, nearestVersions, newestInRange, parseRequestedRange } from '../../model/version/version-range';
import type { HelmRepositorySource, RegistrySource } from '../../sources/reading/catalog-source';
import type { Context } from '../terminal/command';
import type { ChangeFailure } from './change-repository';
import type { FoundProfile } from './find-profile';
import { readUnlisted } from './read-unlisted';

/** Finds `text`, `CHART[@RANGE]`, in the repository or registry at `url`. */
export async function findChart(context: Context, text: string, url: string): Promise<FoundProfile | ChangeFailure> {
  const at = text.indexOf('@');
  const [name, range] = at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  const request = { name, range, url: url.replace(/(?<!\/)\/+$/, '') };
  const errors = check(request, text);
  if (errors.length > 0) return { errors };
  const source = toSource(request);
  const read = await readUnlisted(context, source, request.url);
  const versions = read.entries.filter(({ origin }) => origin.kind === 'chart' && origin.chart === name);
  const entry = newestInRange(versions, ({ version }) => version, range);
  if (entry !== undefined) return toFound(request, entry.version, entry);
  const reasons = read.problems.map(problem => (problem.kind === 'unreadable-source' ? `${request.url} cannot be read: ${problem.reason}` : formatProblem({ ...problem, location: undefined }))); // prettier-ignore
  if (!read.isRead) {
    // Flux may have a login that the user does not have
    if (range === undefined || !isExactVersion(range))
      return {
        errors: [`${reasons.join('; ')}. Or give an exact version, "${name}@VERSION", which is then not checked`],
      };
    return { ...toFound(request, range), notes: [`version ${range} is not checked: ${reasons.join('; ')}`] };
  }
  return { errors: [describeMissing(request, read.entries, versions)] };
}

interface ChartRequest {
  readonly name: string;
  readonly range?: string;
  /** Without a slash at the end. */
  readonly url: string;
}

function check({ name, range, url }: ChartRequest, text: string): string[] {
  const errors: string[] = [];
  if (!isChartName(name) || range === '') {
    const rule = isChartName(name) ? '' : `; for the name, ${CHART_NAME_RULE}`;
    errors.push(`"${text}" is not readable. With "--url", write CHART[@RANGE]${rule}`);
  }
  const parsed = parseRequestedRange(range);
  if (range !== '' && parsed.error !== undefined) errors.push(`"${range}" is not a version range: ${parsed.error}`);
  const fault = /^oci:/i.test(url) ? describeRegistryFault(url, true) : describeUrlFault(url);
  if (fault !== undefined) errors.push(`"--url ${withoutCredentials(url)}" cannot be used: ${fault}`);
  return errors;
}

/** As `pctl catalog add` would write it; a registry is asked for the tags of one chart only. */
function toSource({ name, range, url }: ChartRequest): HelmRepositorySource | RegistrySource {
  const location = { file: '--url', line: 1, column: 1 };
  const source = { name, namespace: 'flux-system', location, profiles: 'all' } as const;
  if (!url.startsWith('oci://')) return { ...source, kind: 'HelmRepository', url };
  // every tag is a request
  const limit = asksForLatest(range) ? { keep: 1 } : { versionFilter: range };
  return { ...source, ...limit, kind: 'OCIRepository', isRegistry: true, url: `${url}/${name}` };
}

function toFound({ name, url }: ChartRequest, version: string, entry?: CatalogEntry): FoundProfile {
  return { name, version, spec: { chart: { url, name, version }, layer: entry?.layer }, notes: [] };
}

function describeMissing(
  { name, range, url }: ChartRequest,
  entries: readonly CatalogEntry[],
  versions: readonly CatalogEntry[],
): string {
  if (versions.length === 0 && !url.startsWith('oci://')) {
    const charts = entries.flatMap(({ origin }) => (origin.kind === 'chart' ? origin.chart : []));
    return `${url} has no chart "${name}"${formatNearest(nearestNames(charts, name))}. Correct the name`;
  }
  if (asksForLatest(range)) return `${url} has no version of "${name}" that is not a prerelease. Write one: "${name}@VERSION"`; // prettier-ignore
  const offered = versions.map(({ version }) => version);
  const nearest = formatNearest(nearestVersions(offered, range));
  return `${url} has no version of "${name}" in "${range}"${nearest}. Widen the range`;
}
