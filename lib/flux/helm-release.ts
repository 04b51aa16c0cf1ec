/**
 * Turns a planned release into the spec of a HelmRelease.
 *
 * Two fields are always written, although Flux has defaults: the release name, and the storage
 * namespace, which is the target namespace, so that `helm list` finds the release where people
 * look.
 */
import {
  type HelmReleaseSpec,
  HelmReleaseSpecChartRefKind,
  HelmReleaseSpecChartSpecReconcileStrategy,
  HelmReleaseSpecChartSpecSourceRefKind,
  type HelmReleaseSpecDriftDetection,
  type HelmReleaseSpecInstall,
  type HelmReleaseSpecPostRenderers,
  type HelmReleaseSpecUninstall,
  type HelmReleaseSpecUninstallDeletionPropagation,
  type HelmReleaseSpecUpgrade,
  HelmReleaseSpecUpgradeChartNameChangeStrategy,
  type HelmReleaseSpecValuesFrom,
  HelmReleaseSpecWaitStrategyName,
  toJson_HelmReleaseSpec,
} from '../../imports/helm.toolkit.fluxcd.io';
import type { JsonObject } from '../model/data/json';
import { formatDuration, formatOptionalDuration } from './duration';
import type { Release, ReleaseChart } from './release';
import type { ActionOptions, DriftDetection, DriftMode, UninstallOptions } from './release-options';
import { shardLabels } from './shard';

/**
 * Generous, because others no longer wait for an uninstall that takes longer, and its dependencies
 * are removed too early.
 */
const UNINSTALL_TIMEOUT = '30m';

/**
 * Of releases that wait for others: what their objects own, such as pods, is deleted before them.
 * In the background, Helm does not wait for it, and what it needs is removed too early.
 */
export const UNINSTALL_ABOVE_OTHERS = { deletionPropagation: 'foreground' } as const;

/** API version and kind of the object for `helmReleaseSpec`. */
export const HELM_RELEASE = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' } as const;

/** The spec without `dependsOn`, as Flux reads it. */
export function helmReleaseSpec(release: Release): JsonObject {
  const { options, targetNamespace } = release;
  const spec: HelmReleaseSpec = {
    ...chartOf(release.chart),
    interval: formatDuration(options.interval ?? '10m'),
    timeout: formatOptionalDuration(options.timeout),
    releaseName: release.releaseName,
    targetNamespace,
    storageNamespace: targetNamespace,
    serviceAccountName: options.serviceAccountName,
    kubeConfig: options.kubeConfig,
    install: { createNamespace: options.createNamespace ?? true, ...action<HelmReleaseSpecInstall>(options.install) },
    upgrade: { ...action<HelmReleaseSpecUpgrade>(options.upgrade), ...chartNameChange(release.chart) },
    uninstall: uninstall(options.uninstall),
    driftDetection: driftDetection(options.driftDetection),
    maxHistory: options.maxHistory,
    postRenderers: options.postRenderers as HelmReleaseSpecPostRenderers[] | undefined,
    suspend: options.suspend,
    waitStrategy: release.waitStrategy && { name: HelmReleaseSpecWaitStrategyName.POLLER },
    valuesFrom: options.valuesFrom as HelmReleaseSpecValuesFrom[] | undefined,
    values: release.values,
  };
  return toJson_HelmReleaseSpec(spec) as JsonObject;
}

function chartOf(chart: ReleaseChart): Pick<HelmReleaseSpec, 'chart' | 'chartRef'> {
  const { source: name, namespace } = chart;
  if (chart.kind === 'OCIRepository') {
    return { chartRef: { kind: HelmReleaseSpecChartRefKind.OCI_REPOSITORY, name, namespace } };
  }
  const { kind, chart: path, shard, valuesFiles, ignoreMissingValuesFiles } = chart;
  const metadata = shard === undefined ? undefined : { labels: { ...shardLabels(shard) } };
  const sourceRef = { kind: kind as HelmReleaseSpecChartSpecSourceRefKind, name, namespace };
  const files = { valuesFiles: valuesFiles && [...valuesFiles], ignoreMissingValuesFiles };
  if (kind === 'HelmRepository')
    return { chart: { metadata, spec: { chart: path, version: chart.version, ...files, sourceRef } } };
  const reconcileStrategy = chart.reconcileStrategy as HelmReleaseSpecChartSpecReconcileStrategy | undefined;
  return { chart: { metadata, spec: { chart: path, reconcileStrategy, ...files, sourceRef } } };
}

/** A chart that is moved or renamed in its source is still the same component: it is not uninstalled. */
function chartNameChange(chart: ReleaseChart): Pick<HelmReleaseSpecUpgrade, 'chartNameChangeStrategy'> {
  const isFolder = chart.kind === 'GitRepository' || chart.kind === 'Bucket';
  if (!isFolder || chart.reconcileStrategy === undefined) return {};
  return { chartNameChangeStrategy: HelmReleaseSpecUpgradeChartNameChangeStrategy.IN_PLACE_UPDATE };
}

function driftDetection(drift: DriftMode | DriftDetection = {}): HelmReleaseSpecDriftDetection {
  const { mode = 'enabled', ...rest } = typeof drift === 'string' ? { mode: drift } : drift;
  return { ...rest, mode } as HelmReleaseSpecDriftDetection;
}

function uninstall({ timeout, deletionPropagation, ...rest }: UninstallOptions = {}): HelmReleaseSpecUninstall {
  return {
    ...rest,
    timeout: formatDuration(timeout ?? UNINSTALL_TIMEOUT),
    deletionPropagation: deletionPropagation as HelmReleaseSpecUninstallDeletionPropagation | undefined,
  };
}

/** Install and upgrade have the same fields, but two generated types. */
function action<T extends HelmReleaseSpecInstall | HelmReleaseSpecUpgrade>(options: ActionOptions = {}): T {
  const { strategy, retries, retryInterval, crds = 'CreateReplace' } = options;
  const name = strategy ?? (retries === undefined ? 'RetryOnFailure' : 'RemediateOnFailure');
  const fields = {
    crds,
    strategy: { name, retryInterval: formatOptionalDuration(retryInterval) },
    remediation: retries === undefined ? undefined : { retries },
    timeout: formatOptionalDuration(options.timeout),
  };
  return fields as unknown as T;
}
