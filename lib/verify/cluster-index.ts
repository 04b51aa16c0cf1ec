/**
 * The objects of one cluster, so that rules find what they refer to.
 */
import { type AppliedCluster, type AppliedObject, hasVariable, idOf, isFluxKustomization, isRelease } from '../model/applied-cluster'; // prettier-ignore
import { listIn, recordIn } from '../model/data/fields';
import { type Fields, isRecord } from '../model/data/json';

/** An entry of `dependsOn`. */
export interface Dependency {
  readonly name: string;
  readonly namespace: string;
  readonly entry: Fields;
  /** Position in the list. */
  readonly index: number;
  /** The object of the same kind. Absent: there is none. */
  readonly target?: AppliedObject;
}

/** Releases and Kustomizations by name, and what they depend on. */
export class ClusterIndex {
  /** HelmReleases and Flux Kustomizations. */
  readonly members: readonly AppliedObject[];
  /** Whether there may be objects that were not read. */
  readonly isOpen: boolean;
  private readonly byId = new Map<string, AppliedObject>();
  private readonly dependencies = new Map<AppliedObject, readonly Dependency[]>();

  constructor(readonly cluster: AppliedCluster) {
    this.members = cluster.objects.filter(object => isRelease(object) || isFluxKustomization(object));
    this.isOpen = cluster.unresolved.some(({ hidesObjects }) => hidesObjects);
    for (const member of this.members) {
      const id = idOf(member);
      if (!this.byId.has(id)) this.byId.set(id, member);
    }
    for (const member of this.members) this.dependencies.set(member, this.readDependencies(member));
  }

  find(kind: string, namespace: string, name: string): AppliedObject | undefined {
    return this.byId.get(idOf({ kind, namespace, name }));
  }

  dependenciesOf(member: AppliedObject): readonly Dependency[] {
    return this.dependencies.get(member) ?? [];
  }

  private readDependencies({ kind, namespace: home, object }: AppliedObject): Dependency[] {
    return itemsIn(specOf(object), 'dependsOn').flatMap((entry, index) => {
      const { name, namespace = home } = entry;
      if (typeof name !== 'string' || typeof namespace !== 'string') return [];
      const target = this.find(kind, namespace, name);
      return [{ name, namespace, entry, index, ...(target !== undefined && { target }) }];
    });
  }
}

/** The spec of an object; empty if it has none. */
export function specOf(object: Fields): Fields {
  return recordIn(object, 'spec');
}

/** The maps in a list, empty ones in place of anything else. */
export function itemsIn(fields: Fields, key: string): readonly Fields[] {
  return listIn(fields, key).map(item => (isRecord(item) ? item : {}));
}

/** Whether the name of an object is final. */
export function isNamed({ name, namespace }: { readonly name: string; readonly namespace: string }): boolean {
  return !hasVariable(name) && !hasVariable(namespace);
}

/** Whether Flux does not reconcile `object`, or does not apply it. */
export function isSuspended(object: AppliedObject): boolean {
  for (let at: AppliedObject | undefined = object; at !== undefined; at = at.parent) {
    if (specOf(at.object).suspend === true) return true;
  }
  return false;
}
