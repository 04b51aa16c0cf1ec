/**
 * The API objects of a chart, independent of the order of statements.
 */
import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { groupBy } from '../../model/data/group-by';
import type { JsonObject, JsonValue } from '../../model/data/json';
import { isPlainObject } from '../../model/data/values';
import type { Problem } from '../../model/problem';
import { readObject } from './flux-object';
import { namespaceOf } from './object-namespace';
import { CLUSTER, FALLBACK, FLUX_OBJECT, GUARD, isMarked, LATE_OBJECTS } from './symbols';

/** One object as Flux applies it. */
export interface AppliedObject {
  /** API group; `core` for that of `v1`. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Absent: it is in none. */
  readonly namespace?: string;
  /** Its finished `spec`. */
  readonly spec: () => JsonValue | undefined;
  /** The object that it is, or that contains it. */
  readonly object: ApiObject;
}

/** `objects` with the items of each List in place of the List, as Kustomize reads it. */
export function appliedObjects(objects: readonly ApiObject[]): AppliedObject[] {
  return objects.flatMap(object => {
    const { apiGroup: group, kind, metadata } = object;
    const items = kind.endsWith('List') ? contentOf(object).items : undefined;
    if (Array.isArray(items)) return items.flatMap(item => appliedItem(item, object));
    const namespace = namespaceOf(object);
    return [{ group, kind, name: metadata.name ?? '', namespace, spec: () => contentOf(object).spec, object }];
  });
}

function appliedItem(item: JsonValue, object: ApiObject): AppliedObject[] {
  if (!isPlainObject(item)) return [];
  const { apiVersion, kind, metadata, spec } = item as JsonObject;
  const parts = String(apiVersion).split('/');
  const { name, namespace } = (metadata ?? {}) as { readonly name?: string; readonly namespace?: string };
  const group = parts.length === 1 ? 'core' : parts[0];
  return [{ group, kind: String(kind), name: String(name), namespace, spec: () => spec, object }];
}

function contentOf(object: ApiObject): JsonObject {
  try {
    return readObject(object);
  } catch {
    // an object that cannot be written is reported elsewhere
    return {};
  }
}

/** What the charts in the app of `root` write that are neither clusters nor guards, nor inside them. */
export function unorderedObjects(root: IConstruct): ApiObject[] {
  if (isMarked(root, CLUSTER) || isMarked(root, GUARD)) return [];
  const own = Chart.isChart(root) ? objectsOf(root) : [];
  return [
    ...own,
    ...root.node.children.flatMap(child => (ApiObject.isApiObject(child) ? [] : unorderedObjects(child))),
  ];
}

/** Objects that `chart` itself writes, sorted by kind, namespace and name. */
export function objectsOf(chart: Chart): ApiObject[] {
  if (isMarked(chart, LATE_OBJECTS)) (chart as unknown as { readonly [LATE_OBJECTS]: () => void })[LATE_OBJECTS]();
  const objects: ApiObject[] = [];
  collect(chart, objects);
  const keyed = objects.map(object => ({ object, key: describeObject(object) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  if (!objects.some(object => isMarked(object, FALLBACK))) return keyed.map(({ object }) => object);
  const own = new Set(keyed.filter(({ object }) => !isMarked(object, FALLBACK)).map(({ key }) => key));
  return keyed.filter(({ object, key }) => !isMarked(object, FALLBACK) || !own.has(key)).map(({ object }) => object);
}

/** `HelmRelease flux-system/linkerd2 (helm.toolkit.fluxcd.io)`: unique on an API server. */
export function describeObject(object: ApiObject): string {
  const { kind, apiGroup, metadata } = object;
  const namespace = namespaceOf(object);
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${metadata.name} (${apiGroup})`;
}

/** Those of `objects` that would overwrite each other on the API server, except duplicate subscriptions. */
export function duplicateObjects(objects: readonly ApiObject[]): Problem[] {
  const found = groupBy(objects, describeObject);
  return [...found]
    .filter(([, same]) => same.length > 1 && same.some(object => !isMarked(object, FLUX_OBJECT)))
    .map(([, same]) => duplicateObject(same));
}

/** The problem that all of `objects` are the same on the API server. */
export function duplicateObject(objects: readonly ApiObject[]): Problem {
  const paths = objects.map(({ node }) => node.path).sort();
  return { kind: 'duplicate-object', object: describeObject(objects[0]), paths, path: paths[0] };
}

/** cdk8s assigns an object to the nearest chart above it, so the search stops at charts. */
function collect(construct: IConstruct, objects: ApiObject[]): void {
  for (const child of construct.node.children) {
    if (Chart.isChart(child)) continue;
    if (ApiObject.isApiObject(child)) objects.push(child);
    collect(child, objects);
  }
}
