/**
 * Checks one finished HelmRelease: a patch may have broken what this library always writes.
 */
import type { JsonObject } from '../../model/data/json';
import type { Problem } from '../../model/problem';
import { isExactVersion } from '../../model/version/version';
import { checkDuration } from './check-options';
import { findOverlaps } from '../../model/values/target-path';

/**
 * Problems of `spec`; `isWaitedFor` is called only when it matters. `ownValues`: the values of
 * ConfigMaps that are written for the release, by name.
 */
export function checkSpec(
  spec: JsonObject,
  isWaitedFor: () => boolean,
  ownValues?: ReadonlyMap<string, JsonObject>,
): Problem[] {
  return [
    ...checkChart(spec),
    ...checkWaits(spec, isWaitedFor),
    ...checkDurations(spec),
    ...findOverlaps(spec, ownValues),
  ];
}

/** Whether a repository can contain `version`: it is exact, or like `2025.02.03`, which Flux compares as text. */
export function isPublishedVersion(version: unknown): boolean {
  return typeof version === 'string' && (isExactVersion(version) || /^v?\d+\.\d+\.\d+$/.test(version));
}

function checkChart({ chart, chartRef }: JsonObject): Problem[] {
  const fields = Object.entries({ chart, chartRef }).flatMap(([field, value]) => (value === undefined ? [] : field));
  if (fields.length !== 1) return [{ kind: 'chart-and-chart-ref', fields }];
  const { chart: name, version, sourceRef } = objectAt(objectAt({ chart }, 'chart'), 'spec');
  // a folder of a source has the version of its Chart.yaml
  const isFolder = ['GitRepository', 'Bucket'].includes(String((sourceRef as JsonObject | undefined)?.kind));
  if (chart === undefined || isFolder || isPublishedVersion(version)) return [];
  return [{ kind: 'version-not-exact', profile: String(name), version: String(version) }];
}

/** Flux would report the release ready before its objects are, and others would start too early. */
function checkWaits(spec: JsonObject, isWaitedFor: () => boolean): Problem[] {
  const isOff = (action: string) => objectAt(spec, action).disableWait === true;
  // a release that is removed always has a dependency or a dependant
  const actions = isOff('uninstall') ? ['uninstall'] : [];
  const before = ['install', 'upgrade'].filter(isOff);
  if (before.length > 0 && isWaitedFor()) actions.unshift(...before);
  return actions.map(action => ({ kind: 'disabled-wait', field: `${action}.disableWait` }));
}

function checkDurations(spec: JsonObject): Problem[] {
  const actions = ['install', 'upgrade', 'uninstall', 'rollback', 'test'];
  const fields: [string, unknown][] = [
    ['interval', spec.interval],
    ['timeout', spec.timeout],
    ...actions.map((action): [string, unknown] => [`${action}.timeout`, objectAt(spec, action).timeout]),
  ];
  return fields.flatMap(([field, value]) => (typeof value === 'string' ? checkDuration(field, value) : []));
}

function objectAt(object: JsonObject, field: string): JsonObject {
  const value = object[field];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
