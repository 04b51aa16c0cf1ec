/**
 * The API objects of a chart, independent of the order of statements.
 */
import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import { FALLBACK, FLUX_OBJECT, isMarked } from './symbols';

/** Objects that `chart` itself writes, sorted by kind, namespace and name. */
export function objectsOf(chart: Chart): ApiObject[] {
  const objects: ApiObject[] = [];
  collect(chart, objects);
  const keyed = objects.map(object => ({ object, key: describeObject(object) }));
  const own = new Set(keyed.filter(({ object }) => !isMarked(object, FALLBACK)).map(({ key }) => key));
  return keyed
    .filter(({ object, key }) => !isMarked(object, FALLBACK) || !own.has(key))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ object }) => object);
}

/** `HelmRelease flux-system/linkerd2 (helm.toolkit.fluxcd.io)`: unique on an API server. */
export function describeObject({ kind, apiGroup, metadata }: ApiObject): string {
  const { namespace, name } = metadata;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name} (${apiGroup})`;
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
