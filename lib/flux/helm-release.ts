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
  toJson_HelmReleaseSpecDriftDetection,
  toJson_HelmReleaseSpecInstall,
  toJson_HelmReleaseSpecUninstall,
  toJson_HelmReleaseSpecUpgrade,
} from '../../imports/helm.toolkit.fluxcd.io';
import type { JsonObject } from '../model/data/json';
import { shareYaml } from '../model/yaml/yaml-text';
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
const UNINSTALL_ABOVE_OTHERS = { deletionPropagation: 'foreground' } as const;

/** API version and kind of the object for `helmReleaseSpec`. */
export const HELM_RELEASE = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' } as const;

/** The spec without `dependsOn`, as Flux reads it. */
export function helmReleaseSpec(release: Release): JsonObject {
  const { options, targetNamespace } = release;
  const { chart, chartRef } = chartOf(release.chart);
  const usual = usualOptions(release);
  const spec: HelmReleaseSpec = {
    chart,
    chartRef,
    interval: formatDuration(options.interval ?? '10m'),
    timeout: formatOptionalDuration(options.timeout),
    releaseName: release.releaseName,
    targetNamespace,
    storageNamespace: targetNamespace,
    serviceAccountName: options.serviceAccountName,
    kubeConfig: options.kubeConfig,
    install: usual.install ?? {
      createNamespace: options.createNamespace ?? true,
      ...action<HelmReleaseSpecInstall>(options.install),
    },
    upgrade: usual.upgrade ?? { ...action<HelmReleaseSpecUpgrade>(options.upgrade), ...chartNameChange(release.chart) },
    uninstall: usual.uninstall ?? uninstall(options.uninstall),
    driftDetection: usual.driftDetection ?? driftDetection(options.driftDetection),
    maxHistory: options.maxHistory,
    postRenderers: options.postRenderers as HelmReleaseSpecPostRenderers[] | undefined,
    suspend: options.suspend,
    waitStrategy: release.waitStrategy && { name: HelmReleaseSpecWaitStrategyName.POLLER },
    valuesFrom: options.valuesFrom as HelmReleaseSpecValuesFrom[] | undefined,
    values: release.values,
  };
  return Object.assign(toJson_HelmReleaseSpec(spec)!, usual) as JsonObject;
}

/** The options that most releases have: one object of each, whose text is made once. */
const USUAL = shareYaml({
  install: toJson_HelmReleaseSpecInstall({ createNamespace: true, ...action<HelmReleaseSpecInstall>() })!,
  upgrade: toJson_HelmReleaseSpecUpgrade(action<HelmReleaseSpecUpgrade>())!,
  uninstall: toJson_HelmReleaseSpecUninstall(uninstall())!,
  driftDetection: toJson_HelmReleaseSpecDriftDetection(driftDetection())!,
});
const USUAL_ABOVE_OTHERS = shareYaml({ ...UNINSTALL_ABOVE_OTHERS, ...USUAL.uninstall });

/** Those that `release` has, as they are written. */
function usualOptions({ chart, options }: Release): Partial<typeof USUAL> {
  const usual: { -readonly [K in keyof typeof USUAL]?: (typeof USUAL)[K] } = {};
  if (options.install === undefined && options.createNamespace !== false) usual.install = USUAL.install;
  if (options.upgrade === undefined && !isFolder(chart)) usual.upgrade = USUAL.upgrade;
  if (options.uninstall === undefined) usual.uninstall = USUAL.uninstall;
  if (options.driftDetection === undefined) usual.driftDetection = USUAL.driftDetection;
  return usual;
}

/** `spec.uninstall` of a release that waits for others, and has `own` otherwise. */
export function uninstallAboveOthers(own: JsonObject): JsonObject {
  return own === USUAL.uninstall ? USUAL_ABOVE_OTHERS : { ...UNINSTALL_ABOVE_OTHERS, ...own };
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

function isFolder(chart: ReleaseChart): chart is ReleaseChart & { readonly kind: 'GitRepository' | 'Bucket' } {
  return chart.kind === 'GitRepository' || chart.kind === 'Bucket';
}

/** A chart that is moved or renamed in its source is still the same component: it is not uninstalled. */
function chartNameChange(chart: ReleaseChart): Pick<HelmReleaseSpecUpgrade, 'chartNameChangeStrategy'> {
  if (!isFolder(chart) || chart.reconcileStrategy === undefined) return {};
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
