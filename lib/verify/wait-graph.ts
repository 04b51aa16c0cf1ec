/**
 * What waits for what on one cluster, across Kustomizations and releases.
 *
 * An object is applied when the Kustomization that contains it is applied, and a Kustomization or release does its work
 * once all that it depends on is ready. A Kustomization is ready when its work is done and, with `wait` or
 * `healthChecks`, what it waits for is ready.
 */
import { type AppliedObject, idOf, isFluxKustomization, isRelease } from '../model/applied-cluster';
import { groupBy } from '../model/data/group-by';
import { type ClusterIndex, itemsIn, specOf } from './cluster-index';

/** Two moments of a Kustomization or a release: it begins its work, and it is ready. */
export interface Moment {
  readonly object: AppliedObject;
  readonly isReady: boolean;
}

/** The moments of all releases and Kustomizations, each with the moments that come before it. */
export class WaitGraph {
  readonly moments = new Map<string, Moment>();
  readonly before = new Map<string, readonly string[]>();

  constructor(index: ClusterIndex) {
    const children = groupBy(index.members, ({ parent }) => parent);
    for (const object of index.members) {
      const [begins, ready] = [beginOf(object), readyOf(object)];
      if (this.moments.has(begins)) continue;
      this.moments.set(begins, { object, isReady: false });
      this.moments.set(ready, { object, isReady: true });
      const dependencies = index.dependenciesOf(object).flatMap(({ target }) => (target ? readyOf(target) : []));
      this.before.set(begins, [...(object.parent ? [beginOf(object.parent)] : []), ...dependencies]);
      const awaited = awaitedBy(object, children.get(object) ?? [], index);
      this.before.set(ready, [begins, ...awaited.map(readyOf)]);
    }
  }

  /** Whether `later` can only come after `earlier`. */
  isAfter(later: string, earlier: string): boolean {
    return this.allBefore(later).has(earlier);
  }

  private readonly reached = new Map<string, ReadonlySet<string>>();

  private allBefore(moment: string): ReadonlySet<string> {
    const known = this.reached.get(moment);
    if (known !== undefined) return known;
    const seen = new Set([moment]);
    for (const name of seen) for (const earlier of this.before.get(name) ?? []) seen.add(earlier);
    this.reached.set(moment, seen);
    return seen;
  }
}

/** The moment when `object` begins its work. */
export function beginOf(object: AppliedObject): string {
  return `${idOf(object)} begins`;
}

/** The moment when `object` is ready. */
export function readyOf(object: AppliedObject): string {
  return `${idOf(object)} is ready`;
}

/** What has to be ready before `object` is: of releases, the Kustomization in their chart. */
function awaitedBy(
  object: AppliedObject,
  children: readonly AppliedObject[],
  index: ClusterIndex,
): readonly AppliedObject[] {
  // prettier-ignore
  if (isRelease(object)) return children;
  const spec = specOf(object.object);
  if (!isFluxKustomization(object)) return [];
  if (spec.wait === true) return children;
  return itemsIn(spec, 'healthChecks').flatMap(({ kind, name, namespace }) => {
    const target = index.find(String(kind), String(namespace ?? object.namespace), String(name));
    return target === undefined ? [] : [target];
  });
}
