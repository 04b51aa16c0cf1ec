/**
 * The content of a release: the part of a HelmRelease's spec that changes the Helm release. The
 * revision is a hash of it.
 *
 * All of it is in the spec; otherwise a dependant could see the new revision on a release that has
 * not been upgraded yet. It does not include interval, timeout, suspension, drift detection,
 * retries, and where an HTTP chart is fetched from.
 */
import { canonicalJson, type JsonObject, type JsonValue } from '../model/data/json';

/** Fields of the spec that affect Helm. Frozen: another list would change the revisions of whole fleets. */
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

/** Of frozen specs, which many releases share. */
const CONTENTS = new WeakMap<JsonObject, string>();

/** The content as text; equal content gives equal text. */
export function releaseContent(spec: JsonObject): string {
  const content = CONTENTS.get(spec) ?? findContent(spec);
  if (Object.isFrozen(spec)) CONTENTS.set(spec, content);
  return content;
}

function findContent(spec: JsonObject): string {
  const chart = (spec.chart as JsonObject | undefined)?.spec as JsonObject | undefined;
  const { reconcileStrategy, sourceRef } = chart ?? {};
  // the commit of a chart in Git is in the name of its source; the strategy is part of the version of the chart
  const source =
    reconcileStrategy === 'Revision'
      ? { sourceRef }
      : reconcileStrategy === 'ChartVersion'
        ? { sourceRef, reconcileStrategy }
        : {};
  return canonicalJson({ ...pick(spec, FIELDS), ...(chart && { chart: { ...pick(chart, CHART_FIELDS), ...source } }) });
}

function pick(object: JsonObject, fields: readonly string[]): Record<string, JsonValue | undefined> {
  const picked: Record<string, JsonValue | undefined> = {};
  for (const field of fields) picked[field] = object[field];
  return picked;
}
