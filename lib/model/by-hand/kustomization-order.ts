/**
 * What HelmReleases made by hand wait for: what they name, and what the Flux Kustomizations that apply them wait for.
 *
 * A Kustomization with `wait`, or with a health check of a release, is ready only when the release is, so whatever
 * waits for the Kustomization waits for the release.
 */
import { type AppliedObject, idOf, isFluxKustomization, isRelease } from '../applied-cluster';
import { fieldsOf, recordIn, recordsIn } from '../data/fields';
import { type Fields } from '../data/json';

/** Waits that are in no HelmRelease. */
export interface OrderByHand {
  /** The releases that `release` waits for by its own `dependsOn`; `undefined` for one that was not found. */
  named(release: AppliedObject): readonly (AppliedObject | { readonly missing: string })[];
  /** The nearest of `among` that the Kustomization of `release` waits for, sorted by name. */
  inherited(release: AppliedObject, among: ReadonlySet<AppliedObject>): readonly AppliedObject[];
  /** Kustomizations that no longer wait, directly or indirectly, for releases once these are `moved`: `[who, what]`. */
  losers(moved: ReadonlySet<AppliedObject>): readonly (readonly [AppliedObject, readonly AppliedObject[]])[];
  /** Kustomizations that the one of `release` waits for, and that apply more than what is in `moved`. */
  lost(release: AppliedObject, moved: ReadonlySet<AppliedObject>): readonly AppliedObject[];
}

/** Kinds that a Kustomization does not wait for, or that nothing waits for. */
const READY_AT_ONCE = new Set(['Namespace', 'HelmRepository', 'OCIRepository', 'GitRepository', 'Bucket', 'ConfigMap', 'Secret', 'Kustomization']); // prettier-ignore

/** The order among `objects` of one cluster. */
export function orderByHand(objects: readonly AppliedObject[]): OrderByHand {
  const byId = new Map<string, AppliedObject>();
  for (const object of objects) if (!byId.has(idOf(object))) byId.set(idOf(object), object);
  const kustomizations = objects.filter(isFluxKustomization);
  const contents = new Map<AppliedObject, AppliedObject[]>();
  for (const object of objects) {
    if (object.parent !== undefined) contents.set(object.parent, [...(contents.get(object.parent) ?? []), object]);
  }
  const below = (kustomization: AppliedObject) => dependencies(kustomization, byId);
  const held = (kustomization: AppliedObject) => heldReleases(kustomization, contents.get(kustomization) ?? [], byId);
  return {
    named: release => namedReleases(release, byId),
    inherited: (release, among) => {
      const found = new Set<AppliedObject>();
      for (const each of reachable(release.parent, below, step => held(step).some(other => among.has(other)))) {
        for (const other of held(each)) if (among.has(other) && other !== release) found.add(other);
      }
      return [...found].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    },
    losers: moved =>
      kustomizations.flatMap(each => {
        const isEmptied = (contents.get(each) ?? []).every(object => moved.has(object));
        const lost = below(each).flatMap(dependency => held(dependency).filter(other => moved.has(other) && other.parent === dependency)); // prettier-ignore
        return isEmptied || lost.length === 0 ? [] : [[each, lost] as const];
      }),
    lost: (release, moved) =>
      reachable(release.parent, below).filter(each => {
        const isWaiting = recordIn(each.object, 'spec').wait === true;
        return isWaiting && (contents.get(each) ?? []).some(object => !moved.has(object) && !READY_AT_ONCE.has(object.kind)); // prettier-ignore
      }),
  };
}

/** All that `from` waits for, directly or indirectly, and not beyond what `isEnd` accepts. */
function reachable(
  from: AppliedObject | undefined,
  below: (kustomization: AppliedObject) => readonly AppliedObject[],
  isEnd: (kustomization: AppliedObject) => boolean = () => false,
): AppliedObject[] {
  const seen = new Set<AppliedObject>();
  const queue = from === undefined ? [] : [...below(from)];
  for (const each of queue) {
    if (seen.has(each)) continue;
    seen.add(each);
    if (!isEnd(each)) queue.push(...below(each));
  }
  return [...seen];
}

function dependencies({ object, namespace }: AppliedObject, byId: ReadonlyMap<string, AppliedObject>): AppliedObject[] {
  return recordsIn(recordIn(object, 'spec'), 'dependsOn').flatMap(reference => {
    const found = byId.get(idOf(place('Kustomization', reference, namespace)));
    return found ?? [];
  });
}

/** The releases without which `kustomization` is not ready. */
function heldReleases(
  kustomization: AppliedObject,
  contents: readonly AppliedObject[],
  byId: ReadonlyMap<string, AppliedObject>,
): AppliedObject[] {
  const spec = recordIn(kustomization.object, 'spec');
  if (spec.wait === true) return contents.filter(isRelease);
  return recordsIn(spec, 'healthChecks').flatMap(check => {
    if (check.kind !== 'HelmRelease') return [];
    return byId.get(idOf(place('HelmRelease', check, kustomization.namespace))) ?? [];
  });
}

function namedReleases({ object, namespace }: AppliedObject, byId: ReadonlyMap<string, AppliedObject>) {
  return recordsIn(recordIn(object, 'spec'), 'dependsOn').map(reference => {
    const at = place('HelmRelease', reference, namespace);
    return byId.get(idOf(at)) ?? { missing: `${at.namespace}/${at.name}` };
  });
}

function place(kind: string, reference: Fields, home: string) {
  const { name, namespace } = fieldsOf(reference) as { readonly name?: string; readonly namespace?: string };
  return { kind, name: String(name), namespace: namespace ?? home };
}
