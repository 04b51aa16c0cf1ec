/**
 * A Flux Kustomization as a member of the order: a HelmRelease whose chart contains only the
 * Kustomization.
 *
 * Helm waits until the Kustomization is ready, and on uninstall until everything that it applied is
 * gone. So `dependsOn`, revisions and the removal guard work for manifests like they do for charts,
 * while kustomize-controller builds and applies the files as usual.
 */
import {
  type KustomizationSpec,
  KustomizationSpecDeletionPolicy,
  toJson_KustomizationSpec,
} from '../../imports/kustomize.toolkit.fluxcd.io';
import type { JsonObject } from '../model/data/json';
import { durationSeconds, formatDuration } from './duration';
import { helmReleaseSpec } from './helm-release';
import { applySpec } from './kustomization';
import type { ApplyOptions, KustomizationSource } from './kustomization-options';
import type { ReleaseChart } from './release';
import type { FluxDuration, ReleaseOptions } from './release-options';

/** The folder of a Kustomization that takes part in the order, and how it is applied. */
export interface KustomizationRelease {
  readonly sourceRef: KustomizationSource;
  /** Path of the folder from the root of the source: `./dist/manifests/production/issuers-1f0c3a2b`. */
  readonly path: string;
  readonly options: ApplyOptions & { readonly timeout?: FluxDuration; readonly suspend?: boolean };
  /** Namespace of the HelmRelease and the Kustomization. */
  readonly namespace: string;
  /** Name of the Helm release, and therefore of the Kustomization. */
  readonly releaseName: string;
  /** Where the chart of the Kustomization is. */
  readonly chart: ReleaseChart;
}

/** Timeout of the Kustomization if no option sets it. */
const TIMEOUT = '5m';
/** How much longer Helm waits than kustomize-controller, which knows what failed. */
const MARGIN_SECONDS = 60;

/** The spec of the HelmRelease, without `dependsOn`. */
export function kustomizationReleaseSpec(release: KustomizationRelease): JsonObject {
  const { options, namespace, releaseName, chart } = release;
  const timeout = formatDuration(options.timeout ?? TIMEOUT);
  const retry = { retryInterval: options.retryInterval ?? '30s' };
  const releaseOptions: ReleaseOptions = {
    interval: options.interval,
    timeout: `${Math.ceil(durationSeconds(timeout)) + MARGIN_SECONDS}s`,
    createNamespace: false,
    suspend: options.suspend,
    install: retry,
    upgrade: retry,
  };
  const spec = innerSpec(release, timeout);
  return helmReleaseSpec({
    chart,
    releaseName,
    targetNamespace: namespace,
    options: releaseOptions,
    waitStrategy: 'poller',
    values: { spec },
  });
}

/** The spec of the Kustomization, which the chart writes unchanged. */
function innerSpec({ sourceRef, path, options }: KustomizationRelease, timeout: string): JsonObject {
  const spec: KustomizationSpec = {
    ...applySpec({ ...options, sourceRef }),
    path,
    timeout,
    // if there are health checks, Flux ignores "wait"
    wait: options.healthChecks === undefined,
    deletionPolicy: KustomizationSpecDeletionPolicy.WAIT_FOR_TERMINATION,
  };
  return toJson_KustomizationSpec(spec) as JsonObject;
}

/** The files of the chart. Frozen: a change upgrades every Kustomization in the order. */
export const KUSTOMIZATION_CHART = {
  name: 'kustomization',
  version: '1.0.0',
  files: {
    'Chart.yaml': 'apiVersion: v2\nname: kustomization\nversion: 1.0.0\n',
    'templates/kustomization.yaml': [
      'apiVersion: kustomize.toolkit.fluxcd.io/v1',
      'kind: Kustomization',
      'metadata:',
      '  name: {{ .Release.Name | quote }}',
      '  namespace: {{ .Release.Namespace | quote }}',
      'spec:',
      '  {{- toYaml .Values.spec | nindent 2 }}',
      '',
    ].join('\n'),
  },
} as const;
