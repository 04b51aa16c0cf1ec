/**
 * A planned release to the spec of a HelmRelease.
 *
 * Always written, although Flux has defaults: the release name, and the storage
 * namespace, equal to the target's so that `helm list` finds the release where people look.
 */
import {
  type HelmReleaseSpec,
  type HelmReleaseSpecChart,
  HelmReleaseSpecChartSpecSourceRefKind,
  HelmReleaseSpecChartRefKind,
  type HelmReleaseSpecDriftDetectionMode,
  type HelmReleaseSpecInstall,
  type HelmReleaseSpecPostRenderers,
  type HelmReleaseSpecUpgrade,
  type HelmReleaseSpecValuesFrom,
  toJson_HelmReleaseSpec,
} from '../../imports/helm.toolkit.fluxcd.io';
import type { JsonObject } from '../model/json';
import { formatDuration } from './duration';
import type { DependencyReference, Release, ReleaseChart } from './release';
import type { ActionOptions, FluxDuration } from './release-options';

/** API version and kind of what `helmReleaseSpec` is the spec of. */
export const HELM_RELEASE = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' } as const;

/** The spec, as Flux reads it. `dependsOn` is taken over as it is: one list may serve a whole layer. */
export function helmReleaseSpec(release: Release, dependsOn: readonly DependencyReference[]): JsonObject {
  const { options, targetNamespace } = release;
  const spec: HelmReleaseSpec = {
    ...chartOf(release.chart),
    interval: formatDuration(options.interval ?? '10m'),
    timeout: optional(options.timeout),
    releaseName: release.releaseName,
    targetNamespace,
    storageNamespace: targetNamespace,
    serviceAccountName: options.serviceAccountName,
    kubeConfig: options.kubeConfig,
    install: { createNamespace: options.createNamespace ?? true, ...action<HelmReleaseSpecInstall>(options.install) },
    upgrade: action<HelmReleaseSpecUpgrade>(options.upgrade),
    driftDetection: { mode: (options.driftDetection ?? 'enabled') as HelmReleaseSpecDriftDetectionMode },
    postRenderers: options.postRenderers as HelmReleaseSpecPostRenderers[] | undefined,
    suspend: options.suspend,
    valuesFrom: options.valuesFrom as HelmReleaseSpecValuesFrom[] | undefined,
    values: release.values,
  };
  const written = toJson_HelmReleaseSpec(spec) as JsonObject;
  return dependsOn.length === 0
    ? written
    : { ...written, dependsOn: dependsOn as readonly (DependencyReference & JsonObject)[] };
}

function chartOf(chart: ReleaseChart): Pick<HelmReleaseSpec, 'chart' | 'chartRef'> {
  if (chart.kind === 'OCIRepository') {
    return { chartRef: { kind: HelmReleaseSpecChartRefKind.OCI_REPOSITORY, name: chart.source } };
  }
  const sourceRef = { kind: HelmReleaseSpecChartSpecSourceRefKind.HELM_REPOSITORY, name: chart.source };
  const spec: HelmReleaseSpecChart['spec'] = { chart: chart.chart, version: chart.version, sourceRef };
  return { chart: { spec } };
}

/** An install and an upgrade take the same fields, but under two generated types. */
function action<T extends HelmReleaseSpecInstall | HelmReleaseSpecUpgrade>(options: ActionOptions = {}): T {
  const { strategy, retries, retryInterval, crds = 'CreateReplace' } = options;
  const name = strategy ?? (retries === undefined ? 'RetryOnFailure' : 'RemediateOnFailure');
  const fields = {
    crds,
    strategy: { name, retryInterval: optional(retryInterval) },
    remediation: retries === undefined ? undefined : { retries },
    timeout: optional(options.timeout),
  };
  return fields as unknown as T;
}

function optional(duration: FluxDuration | undefined): string | undefined {
  return duration === undefined ? undefined : formatDuration(duration);
}
