/**
 * Which Helm release a HelmRelease installs, and which changes make helm-controller uninstall it and
 * install it again.
 *
 * Source: `ReleaseTargetChanged` in helm-controller 1.6 (internal/action/verify.go). Defaults are
 * those of its API (api/v2/helmrelease_types.go).
 */
import { posix } from 'node:path';
import { recordIn } from '../model/data/fields';
import { canonicalJson, type Fields, isRecord, type JsonValue } from '../model/data/json';
import { shortenReleaseName } from '../model/names';
import type { WrittenReleaseObject } from '../model/written-output';
import type { Effect } from './change';

/** The Helm release of a HelmRelease. */
export interface HelmTarget {
  readonly name: string;
  /** Namespace of its objects. */
  readonly target: string;
  /** Namespace of Helm's record. */
  readonly storage: string;
  /** The cluster that it is on, as text; empty for that of Flux. */
  readonly kubeConfig: string;
}

/** Reads the Helm release that `found` installs. */
export function helmTarget({ object, release: { name, namespace } }: WrittenReleaseObject): HelmTarget {
  const spec = recordIn(object, 'spec');
  const target = textIn(spec, 'targetNamespace');
  return {
    name: shortenReleaseName(textIn(spec, 'releaseName') ?? (target === undefined ? name : `${target}-${name}`)),
    target: target ?? namespace,
    storage: textIn(spec, 'storageNamespace') ?? namespace,
    kubeConfig: isRecord(spec.kubeConfig) ? canonicalJson(spec.kubeConfig as JsonValue) : '',
  };
}

/** Whether both are the same Helm release on the same cluster. */
export function isSameTarget(a: HelmTarget, b: HelmTarget): boolean {
  return a.name === b.name && a.storage === b.storage && a.kubeConfig === b.kubeConfig;
}

/** The first reason why Flux reinstalls the release; empty if it upgrades it. */
export function reinstallsOf(before: WrittenReleaseObject, after: WrittenReleaseObject): Effect[] {
  const [old, now] = [helmTarget(before), helmTarget(after)];
  const [chart, newChart] = [chartName(before), chartName(after)];
  // another cluster has no record of the release, so helm-controller installs it there, and uninstalls nothing
  if (old.kubeConfig !== now.kubeConfig) {
    return [{ kind: 'orphaned', reason: 'other cluster', by: `${old.storage}/${old.name}` }];
  }
  const upgrade = recordIn(recordIn(after.object, 'spec'), 'upgrade');
  const isInPlace = upgrade.chartNameChangeStrategy === 'InPlaceUpdate';
  const pairs: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['targetNamespace', old.target, now.target],
    ['storageNamespace', old.storage, now.storage],
    ['releaseName', old.name, now.name],
    ['chart', isInPlace ? undefined : chart, newChart],
  ];
  const moves = pairs.flatMap(([field, a, b]): Effect[] =>
    a === undefined || b === undefined || a === b ? [] : [{ kind: 'reinstalled', field, before: a, after: b }],
  );
  return moves.slice(0, 1);
}

/** The chart's name, as far as its source says; a chart in a folder usually has the name of the folder. */
export function chartName({ release, object }: WrittenReleaseObject): string | undefined {
  const chart = textIn(recordIn(recordIn(recordIn(object, 'spec'), 'chart'), 'spec'), 'chart');
  const name = release.chart?.name ?? chart;
  return name === undefined ? undefined : posix.basename(name);
}

/** The text at `key`; `undefined` if there is none, or it is empty. */
export function textIn(object: Fields, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
