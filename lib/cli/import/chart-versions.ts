/**
 * Exact versions for releases whose charts have a range: those that are given, otherwise the newest that the repository
 * offers, which is what Flux installs.
 */
import { type AppliedCluster, type AppliedObject, idOf } from '../../model/applied-cluster';
import { releasesByHand } from '../../model/by-hand/import-cluster';
import { recordIn, textIn } from '../../model/data/fields';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { isExactVersion } from '../../model/version/version';
import { findChart } from '../subscriptions/find-chart';
import type { ChangeFailure } from '../subscriptions/change-repository';
import type { Context } from '../terminal/command';

/** Reads `--chart-version NAME=VERSION`. */
export function parseVersions(given: readonly string[]): ReadonlyMap<string, string> | ChangeFailure {
  const pairs = given.map(text => [text, ...(/^([^=]+)=(.*)$/.exec(text) ?? []).slice(1)]);
  const wrong = pairs.filter(([, , version]) => version === undefined || !isExactVersion(version));
  if (wrong.length > 0) return { errors: wrong.map(([text]) => `"--chart-version ${text}" is not readable. Write NAME=VERSION, such as podinfo=6.9.2`) }; // prettier-ignore
  return new Map(pairs.map(([, name, version]) => [name, version]));
}

/** A message for each of `given` that no release in `sources` has the name of. */
export function unknownVersions(
  given: ReadonlyMap<string, string>,
  sources: readonly AppliedCluster[],
): readonly string[] {
  const releases = sources.flatMap(source => releasesByHand(source));
  const names = releases.map(({ name }) => name);
  const qualified = releases.map(({ name, namespace }) => `${namespace}/${name}`);
  const known = new Set([...names, ...qualified]);
  return [...given.keys()]
    .filter(name => !known.has(name))
    .map(name => `"--chart-version ${name}=${given.get(name)}" is for no HelmRelease here${formatNearest(nearestNames(name.includes('/') ? qualified : names, name))}. Correct the name`); // prettier-ignore
}

/** `given`, and what the repositories of `sources` offer; `notes` says what could not be read. */
export async function findVersions(
  context: Context,
  sources: readonly AppliedCluster[],
  given: ReadonlyMap<string, string>,
): Promise<{ readonly versions: ReadonlyMap<string, string>; readonly notes: readonly string[] }> {
  const versions = new Map(given);
  const notes = new Set<string>();
  const asked = new Map<string, Awaited<ReturnType<typeof findChart>>>();
  for (const source of sources) {
    const byId = new Map(source.objects.map(object => [idOf(object), object]));
    for (const release of releasesByHand(source)) {
      const { name, namespace } = release;
      const request = requestOf(release, byId);
      if (request === undefined || versions.has(name) || versions.has(`${namespace}/${name}`)) continue;
      const key = request.join(' ');
      const found = asked.get(key) ?? (await findChart(context, ...request));
      asked.set(key, found);
      if ('errors' in found) for (const error of found.errors) notes.add(error);
      else versions.set(`${namespace}/${name}`, found.version);
    }
  }
  return { versions, notes: [...notes] };
}

/** Chart with its range, and URL; `undefined` if the version is exact, or the source is not known. */
function requestOf(
  { object, namespace: home }: AppliedObject,
  byId: ReadonlyMap<string, AppliedObject>,
): [string, string] | undefined {
  // prettier-ignore
  const chart = recordIn(recordIn(recordIn(object, 'spec'), 'chart'), 'spec');
  const { kind, name, namespace = home } = recordIn(chart, 'sourceRef') as Record<string, string | undefined>;
  const range = textIn(chart, 'version');
  if (kind !== 'HelmRepository' || (range !== undefined && isExactVersion(range))) return undefined;
  const source = byId.get(`${kind} ${namespace}/${name}`);
  const url = source && textIn(recordIn(source.object, 'spec'), 'url');
  const chartName = textIn(chart, 'chart');
  return url === undefined || chartName === undefined ? undefined : [range === undefined ? chartName : `${chartName}@${range}`, url]; // prettier-ignore
}
