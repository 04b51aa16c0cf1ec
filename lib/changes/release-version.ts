/**
 * Which version a release installs, and which fields say so.
 */
import { recordIn } from '../model/data/fields';
import type { WrittenObject, WrittenReleaseObject } from '../model/written-output';
import { textIn } from './helm-target';

/** OCIRepositories of one cluster, by namespace and name. */
export type ChartSources = ReadonlyMap<string, WrittenObject>;

export function chartSourcesOf(objects: readonly WrittenObject[]): ChartSources {
  const found = objects.filter(({ kind }) => kind === 'OCIRepository');
  return new Map(found.map(object => [`${object.namespace ?? 'default'}/${object.name}`, object]));
}

/** The version of the profile or chart; of a chart in a registry that of its source. */
export function releaseVersion({ release, object }: WrittenReleaseObject, sources: ChartSources): string | undefined {
  if (release.version !== undefined) return release.version;
  const { name, namespace = release.namespace } = recordIn(recordIn(object, 'spec'), 'chartRef');
  const source = sources.get(`${namespace as string}/${name as string}`);
  const ref = source && recordIn(recordIn(source.object, 'spec'), 'ref');
  return ref && (textIn(ref, 'tag') ?? textIn(ref, 'semver') ?? textIn(ref, 'digest'));
}
