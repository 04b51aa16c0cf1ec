/**
 * What of a HelmRelease's spec changes the Helm release: the content that a revision
 * is a hash of.
 *
 * All of it is in the spec, or a dependant would see the new revision on a release that
 * has not moved yet. Not in it: interval, timeout, suspension, drift, retries, and where
 * an HTTP chart is fetched from.
 */
import { canonicalJson, type JsonObject, type JsonValue } from '../model/data/json';

/** Fields of the spec that Helm sees. Frozen: another list is another revision for whole fleets. */
const FIELDS = [
  'chartRef',
  'releaseName',
  'targetNamespace',
  'storageNamespace',
  'kubeConfig',
  'values',
  'valuesFrom',
  'postRenderers',
  'postRenderStrategy',
  'commonMetadata',
] as const;
const CHART_FIELDS = ['chart', 'version', 'valuesFiles', 'ignoreMissingValuesFiles'] as const;

/** The content as text; equal content gives equal text. */
export function releaseContent(spec: JsonObject): string {
  const chart = (spec.chart as JsonObject | undefined)?.spec as JsonObject | undefined;
  return canonicalJson({ ...pick(spec, FIELDS), ...(chart && { chart: pick(chart, CHART_FIELDS) }) });
}

function pick(object: JsonObject, fields: readonly string[]): Record<string, JsonValue | undefined> {
  return Object.fromEntries(fields.map(field => [field, object[field]]));
}
