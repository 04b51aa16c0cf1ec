/**
 * The Kustomizations that apply a chart: those of `deliverFrom`.
 */
import type { ApiObject, Chart } from 'cdk8s';
import { compareText } from '../../model/data/compare-text';
import { DELIVERED_BY, isMarked, mark } from './symbols';

/** Records that `object` applies the folder of `chart`. */
export function addDelivery(chart: Chart, object: ApiObject): void {
  if (isMarked(chart, DELIVERED_BY)) recorded(chart).push(object);
  else mark(chart, DELIVERED_BY, [object]);
}

/** Sorted by path, whatever the order of statements; usually one. */
export function deliveriesOf(chart: Chart): readonly ApiObject[] {
  if (!isMarked(chart, DELIVERED_BY)) return [];
  return [...recorded(chart)].sort((a, b) => compareText(a.node.path, b.node.path));
}

function recorded(chart: Chart): ApiObject[] {
  return (chart as unknown as { readonly [DELIVERED_BY]: ApiObject[] })[DELIVERED_BY];
}
