/**
 * What a HelmRelease or a Kustomization waits for by its `dependsOn`: those that are not ready for it yet.
 *
 * The `readyExpr` of this library is evaluated here as Flux does it. Any other expression is not: then Flux's own
 * message says whether it is false. Flux names only the first dependency that is not ready.
 */
import { readReadyExprs, type ReadyRule } from '../flux/ready-expr';
import { fieldsOf, listIn } from '../model/data/fields';
import { ANNOTATIONS, LABELS } from '../model/labels';
import { type FluxObject, isReady, keyOf, type ObjectKey, text } from './flux-object';
import type { Wait } from './object-state';

/** One entry of `dependsOn`. */
export interface Dependency {
  readonly key: ObjectKey;
  readonly readyExpr?: string;
  /** What `readyExpr` waits for. Absent: this library did not write it. */
  readonly rule?: ReadyRule;
}

/** What was read from the cluster. */
export type ObjectsByKey = ReadonlyMap<ObjectKey, FluxObject>;

/** Everything in `dependsOn`, which names objects of the same kind. */
export function dependenciesOf({ kind, namespace, spec }: FluxObject): Dependency[] {
  const items = listIn(spec, 'dependsOn').map(fieldsOf);
  const rules = readReadyExprs(items.map(({ readyExpr }) => text(readyExpr)));
  return items.flatMap((item, i) => {
    const name = text(item.name);
    const key = keyOf(kind, text(item.namespace) ?? namespace, name ?? '');
    return name === undefined ? [] : [{ key, readyExpr: text(item.readyExpr), rule: rules[i] }];
  });
}

/** Whether an operator lets it go ahead of what it waits for. */
export function ignoresOrder({ annotations }: FluxObject): boolean {
  return ANNOTATIONS.ignoreOrder in annotations;
}

/** The dependencies that `object` waits for; `message` is that of Flux. */
export function unmetDependencies(object: FluxObject, message: string, objects: ObjectsByKey): Wait[] {
  const named = /dependency '([^'/]+)\/([^'/]+)'|unable to get '([^'/]+)\/([^'/]+)'/.exec(message);
  const first = named === null ? undefined : keyOf(object.kind, named[1] ?? named[3], named[2] ?? named[4]);
  return dependenciesOf(object).flatMap(dependency => {
    const why = unmet(object, dependency, first, objects);
    return why === undefined ? [] : [{ on: dependency.key, why }];
  });
}

/** Why `self` has to wait for a dependency; `undefined` if it does not. */
function unmet(
  self: FluxObject,
  { key, readyExpr, rule }: Dependency,
  first: ObjectKey | undefined,
  objects: ObjectsByKey,
): 'dependency' | 'revision' | undefined {
  const target = objects.get(key);
  if (target === undefined) return 'dependency';
  if (readyExpr === undefined) return isReady(target) ? undefined : 'dependency';
  if (rule === undefined) return key === first ? 'dependency' : undefined;
  return ignoresOrder(self) ? undefined : unmetRule(self, target, rule);
}

function unmetRule(self: FluxObject, target: FluxObject, rule: ReadyRule): 'dependency' | 'revision' | undefined {
  if (rule.kind === 'install' && listIn(self.status, 'history').length > 0) return undefined;
  if (!isReady(target)) return 'dependency';
  if (rule.kind !== 'revision') return undefined;
  if (target.isSuspended) return 'dependency';
  return target.labels[LABELS.revision] === rule.revision ? undefined : 'revision';
}
