/**
 * The chart of a profile in its source: one that is written, or one that is on the cluster already.
 */
import type { ReleaseChart } from '../../flux/release';
import type { Problem } from '../../model/problem';
import { placeOf } from '../checks/check-source-ref';
import type { ChartArtifact } from '../props/i-profile';
import type { ClusterScope, SourceUse } from '../tree/cluster-scope';

/** How a HelmRelease refers to the chart of `artifact`; its source is written into `cluster` if there is none. */
export function chartOf(
  artifact: ChartArtifact,
  cluster: ClusterScope,
  use: SourceUse,
  report: (problem: Problem) => void,
): ReleaseChart {
  const { valuesFiles, ignoreMissingValuesFiles } = artifact;
  const chart = placeChart(artifact, cluster, use);
  if ((valuesFiles ?? ignoreMissingValuesFiles) === undefined) return chart;
  if (chart.kind !== 'OCIRepository') return { ...chart, valuesFiles, ignoreMissingValuesFiles };
  const what = 'valuesFiles are given for a chart from an OCIRepository, for which Flux has no such option';
  report({ kind: 'invalid-props', what, remedy: 'give the values to the subscription' });
  return chart;
}

function placeChart(artifact: ChartArtifact, cluster: ClusterScope, use: SourceUse): ReleaseChart {
  const { sourceRef, chart, version, reconcileStrategy = 'ChartVersion' } = artifact;
  if (sourceRef === undefined) return cluster.sources.add(artifact, use);
  const { kind } = sourceRef;
  const place = placeOf(sourceRef, use.namespace);
  if (kind === 'HelmRepository') return { kind, ...place, chart, version };
  return kind === 'OCIRepository' ? { kind, ...place } : { kind, ...place, chart, reconcileStrategy };
}
