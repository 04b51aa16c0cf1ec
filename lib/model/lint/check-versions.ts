/**
 * Checks the order of the versions of a chart, and finds the newest.
 */
import { comparePrecedence, tryParseVersion, type Version } from '../version/version';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';
import { foundBy, type LintFinding } from './lint-finding';

/** One version in a list. */
export interface ListedVersion {
  readonly map: YamlMap;
  /** Position in the list, from 0. */
  readonly position: number;
  readonly version: Version;
}

/** The items of a list that have a version, in its order. */
export function versionsIn(list: YamlValue): ListedVersion[] {
  if (list.type !== 'list') return [];
  return list.items.flatMap((map, position) => {
    const value = map.type === 'map' ? map.fields.get('version') : undefined;
    const version = value !== undefined && 'text' in value ? tryParseVersion(value.text) : undefined;
    return map.type === 'map' && version !== undefined ? { map, position, version } : [];
  });
}

/** The newest release, or else the newest prerelease. */
export function newestOf(versions: readonly ListedVersion[]): ListedVersion | undefined {
  const releases = versions.filter(({ version }) => version.prerelease === '');
  const candidates = releases.length > 0 ? releases : versions;
  return candidates.reduce<ListedVersion | undefined>(
    (best, each) => (best === undefined || comparePrecedence(each.version, best.version) > 0 ? each : best),
    undefined,
  );
}

/** The first version of `name` that is newer than the one before it. */
export function checkVersionOrder(name: string, versions: readonly ListedVersion[]): LintFinding[] {
  const wrong = versions.findIndex((each, i) => i > 0 && comparePrecedence(each.version, versions[i - 1].version) > 0);
  if (wrong === -1) return [];
  const [before, after] = [versions[wrong - 1], versions[wrong]].map(({ version }) => version.text);
  return [
    foundBy('versions-unordered', {
      what: `"${name}" lists ${after} below ${before}`,
      remedy: 'list the newest version first, as Helm and pctl write them',
      location: versions[wrong].map.fields.get('version')?.at ?? versions[wrong].map.at,
    }),
  ];
}
