/**
 * Finds out which release of one output became which release of another.
 */
import { recordIn } from '../model/data/fields';
import { groupBy } from '../model/data/group-by';
import { canonicalJson, type JsonValue } from '../model/data/json';
import { releaseLabel } from '../model/names';
import type { WrittenReleaseObject } from '../model/written-output';
import { chartName, helmTarget } from './helm-target';

/** A release before and after; one of them is absent if it was added or removed. */
export interface ReleasePair {
  readonly before?: WrittenReleaseObject;
  readonly after?: WrittenReleaseObject;
}

/** `flux-system/linkerd2`, unique in a cluster. */
export function keyOf({ release: { namespace, name } }: WrittenReleaseObject): string {
  return `${namespace}/${name}`;
}

/**
 * Pairs the releases of one cluster by name; of the others, those that install the same Helm release,
 * then those that install the same chart with the same values. What is ambiguous is not paired.
 */
export function pairReleases(
  before: readonly WrittenReleaseObject[],
  after: readonly WrittenReleaseObject[],
): ReleasePair[] {
  const old = new Map(before.map(found => [keyOf(found), found]));
  const now = new Map(after.map(found => [keyOf(found), found]));
  const pairs: ReleasePair[] = [...now].flatMap(([key, found]) =>
    old.has(key) ? [{ before: old.get(key), after: found }] : [],
  );
  let removed = [...old].filter(([key]) => !now.has(key)).map(([, found]) => found);
  let added = [...now].filter(([key]) => !old.has(key)).map(([, found]) => found);
  for (const identity of [targetOf, contentOf]) {
    if (removed.length === 0 || added.length === 0) break;
    const renamed = match(removed, added, identity);
    pairs.push(...renamed);
    removed = removed.filter(found => !renamed.some(pair => pair.before === found));
    added = added.filter(found => !renamed.some(pair => pair.after === found));
  }
  return [...pairs, ...removed.map(found => ({ before: found })), ...added.map(found => ({ after: found }))];
}

function match(
  removed: readonly WrittenReleaseObject[],
  added: readonly WrittenReleaseObject[],
  identity: (found: WrittenReleaseObject) => string | undefined,
) {
  const [old, now] = [groupBy(removed, identity), groupBy(added, identity)];
  return [...old].flatMap(([key, [before, ...others]]) => {
    const [after, ...more] = now.get(key) ?? [];
    const isUnique = others.length === 0 && more.length === 0;
    return key === undefined || after === undefined || !isUnique ? [] : [{ before, after }];
  });
}

function targetOf(found: WrittenReleaseObject): string {
  return canonicalJson({ ...helmTarget(found) });
}

function contentOf(found: WrittenReleaseObject): string | undefined {
  const chart = chartName(found);
  if (chart === undefined) return undefined;
  const { values, valuesFrom } = recordIn(found.object, 'spec');
  return canonicalJson([
    chart,
    found.release.profile ?? null,
    (values ?? {}) as JsonValue,
    (valuesFrom ?? []) as JsonValue,
  ]);
}

/** The label of the release with a key: `linkerd2`, or `team-a/linkerd2`. */
export function labelOfKey(key: string): string {
  const [namespace, name] = key.split('/');
  return releaseLabel({ namespace, name });
}
