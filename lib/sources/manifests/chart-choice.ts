/**
 * Annotations of a chart repository or registry: which of its charts, and how many versions of each,
 * are in the catalog, and whether the manifest is on the cluster too.
 */
import { CHART_NAME_RULE, isChartName } from '../../model/names';
import { SOURCE_ANNOTATIONS } from '../../model/labels';
import type { Manifest } from './manifest';

/** Names of charts, and how many versions of each are kept; reports problems. */
export function readChosenCharts(manifest: Manifest): { charts?: readonly string[]; keep?: number } {
  const charts = readCharts(manifest);
  const keep = readKeep(manifest);
  return { ...(charts !== undefined && { charts }), ...(keep !== undefined && { keep }) };
}

/** Whether the manifest is on the cluster too; reports problems. */
export function readOnCluster({ kind, annotations }: Manifest): { isOnCluster?: true } {
  const key = SOURCE_ANNOTATIONS.onCluster;
  const text = annotations.text(key);
  if (text === undefined || text === 'false') return {};
  if (text !== 'true') annotations.reportField(key, `is "${text}"`, 'write "true" or "false"');
  if (kind !== 'OCIRepository') return { isOnCluster: true };
  annotations.reportField(key, `is "${text}"`, 'leave it out, because an OCIRepository on the cluster has one version');
  return {};
}

function readCharts({ kind, annotations }: Manifest): readonly string[] | undefined {
  const key = SOURCE_ANNOTATIONS.charts;
  const text = annotations.text(key);
  if (text === undefined) return undefined;
  if (kind === 'OCIRepository') {
    annotations.reportField(key, `is "${text}"`, 'leave it out, because an OCIRepository is one chart');
    return undefined;
  }
  const names = text.split(',').map(name => name.trim());
  const wrong = names.find(name => !isChartName(name));
  if (wrong !== undefined) annotations.reportField(key, `has the name "${wrong}"`, CHART_NAME_RULE);
  return [...new Set(names)].sort();
}

function readKeep({ annotations }: Manifest): number | undefined {
  const key = SOURCE_ANNOTATIONS.keep;
  const text = annotations.text(key);
  if (text === undefined) return undefined;
  if (isCount(text)) return Number(text);
  annotations.reportField(key, `is "${text}"`, 'write a whole number from 1, as in "10"');
  return undefined;
}

/** Whether `text` is a whole number from 1. */
export function isCount(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text);
}
