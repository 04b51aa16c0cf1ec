/**
 * Compares a HelmRelease made by hand with the one that is rendered in its place.
 */
import { compareData } from '../../changes/compare-data';
import type { FieldChange } from '../../changes/change';
import type { AppliedObject } from '../../model/applied-cluster';
import { effectiveSpec } from '../../model/by-hand/effective-spec';
import type { ChartReference } from '../../model/by-hand/chart-reference';
import { type Fields } from '../../model/data/json';
import { recordIn } from '../../model/data/fields';

/** What differs. */
export interface ImportChange {
  /** Fields that change how Flux maintains the release, but not what Helm installs. */
  readonly fields: readonly FieldChange[];
  /** Fields that would make Helm upgrade the release, or install it again; empty if it can be imported. */
  readonly content: readonly FieldChange[];
}

/** Fields that decide what Helm installs. */
const CONTENT = /^(values|valuesFrom|postRenderers|postRenderStrategy|commonMetadata|releaseName|targetNamespace|storageNamespace|kubeConfig|chartRef|chart\.spec\.(chart|version|valuesFiles|ignoreMissingValuesFiles|sourceRef))(?=$|[.[])/; // prettier-ignore

/** What changes if `rendered` takes the place of `release`, whose chart is `reference`. */
export function compareImported(
  release: AppliedObject,
  rendered: Fields,
  reference: Exclude<ChartReference, { readonly reason: string }>,
): ImportChange {
  const [before, after] = [release.object, rendered].map(object => effectiveSpec(object, release.namespace));
  const changes = compareData(before, after).filter(({ path }) => !isSameChart(path, reference));
  const isContent = ({ path }: FieldChange) => CONTENT.test(path);
  return { fields: changes.filter(change => !isContent(change)), content: changes.filter(isContent) };
}

/** Whether the field at `path` only names the same chart in another way. */
function isSameChart(path: string, { source, range }: { readonly source?: object; readonly range?: string }): boolean {
  if (source !== undefined && /^chartRef\.name$/.test(path)) return true;
  return range !== undefined && path === 'chart.spec.version';
}

/** The namespace and name of an object as it is rendered. */
export function keyOfObject(object: Fields): string {
  const { namespace, name } = recordIn(object, 'metadata') as { readonly namespace?: string; readonly name?: string };
  return `${namespace}/${name}`;
}
