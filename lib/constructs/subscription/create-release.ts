/**
 * Creates the HelmRelease of a subscription, and the source of its chart.
 */
import type { Construct } from 'constructs';
import { HELM_RELEASE } from '../../flux/helm-release';
import type { ReleaseChart } from '../../flux/release';
import type { ReleaseOptions, ValuesReference } from '../../flux/release-options';
import { shardLabels } from '../../flux/shard';
import { formatLayer } from '../../model/layer';
import { ANNOTATIONS, LABELS, MANAGER } from '../../model/labels';
import { shortenReleaseName } from '../../model/names';
import type { Problem } from '../../model/problem';
import { isExactVersion } from '../../model/version/version';
import { asksForLatest } from '../../model/version/version-range';
import type { IProfile } from '../props/i-profile';
import type { ProfileSubscriptionProps, SubscriptionDefaults } from '../props/subscription-options';
import type { ClusterScope } from '../tree/cluster-scope';
import { FluxObject } from '../tree/flux-object';
import { chartOf } from './chart-source';
import { readValues } from '../values/read-values';
import { shareSpec } from './share-spec';

/** What the HelmRelease of a subscription is made from. */
export interface ReleaseRequest {
  readonly cluster: ClusterScope;
  readonly subscriptionName: string;
  /** `metadata.name` of the HelmRelease. */
  readonly name: string;
  /** `metadata.namespace` of the HelmRelease. */
  readonly namespace: string;
  readonly layer?: number;
  /** Version to install. Absent: that of the profile. */
  readonly chart?: ReleaseChart;
  /** Name of the artifact in its profile. Absent: the profile is one chart. */
  readonly artifact?: string;
  /** Range that was asked for. Absent: one fixed version. */
  readonly range?: string;
  /** The combined options of the subscription, its cluster and its fleet. */
  readonly options: SubscriptionDefaults;
  /** Called for each problem of the values. */
  report(problem: Problem): void;
}

/** Writes the HelmRelease into `subscription`, and its source into the cluster. */
export function createRelease(
  subscription: Construct,
  request: ReleaseRequest,
  profile: IProfile,
  valuesFrom: readonly ValuesReference[],
): FluxObject {
  const { cluster, name, namespace, options, range, artifact } = request;
  const shard = cluster.sources.shardOf({ namespace, name }, options.shard);
  const use = { namespace, isRemote: options.kubeConfig !== undefined, shard };
  const spec = shareSpec(profile, {
    chart: request.chart ?? chartOf(profile.artifact!, cluster, use, problem => request.report(problem)),
    releaseName: options.releaseName ?? shortenReleaseName(request.subscriptionName),
    targetNamespace: options.targetNamespace ?? profile.profileName,
    options: withReferences(options, valuesFrom),
    values: readValues([options.values ?? []].flat(), problem => request.report(problem)),
  });
  const annotations = artifactAnnotations({ cluster, profile, range, artifact }, options.annotations);
  return new FluxObject(subscription, 'Resource', {
    apiVersion: HELM_RELEASE.apiVersion,
    kind: HELM_RELEASE.kind,
    metadata: { name, namespace, labels: labelsOf(request, shard), annotations },
    body: { spec },
    substitute: cluster.substitute,
    orderedIn: cluster,
  });
}

function withReferences(options: SubscriptionDefaults, valuesFrom: readonly ValuesReference[]): ReleaseOptions {
  if (valuesFrom.length > 0) return { ...options, valuesFrom };
  return options.valuesFrom === undefined ? (options as ReleaseOptions) : { ...options, valuesFrom: undefined };
}

/**
 * The range that is asked for by name; `undefined` for a profile that is given as an object, and
 * for an exact version.
 */
export function tryRangeOf({ profile, version }: ProfileSubscriptionProps): string | undefined {
  if (typeof profile !== 'string') return undefined;
  if (asksForLatest(version)) return '*';
  return isExactVersion(version) ? undefined : version;
}

function labelsOf({ layer, options }: ReleaseRequest, shard: string | undefined): Record<string, string> {
  const labels: Record<string, string> = { ...options.labels, ...shardLabels(shard) };
  labels[LABELS.managedBy] = MANAGER;
  if (layer !== undefined) labels[LABELS.appliedLayer] = formatLayer(layer);
  return labels;
}

/** The `given` annotations, and those about the profile of a release. */
export function artifactAnnotations(
  release: Pick<ReleaseRequest, 'cluster' | 'range' | 'artifact'> & { readonly profile: IProfile },
  given?: Readonly<Record<string, string>>,
): Record<string, string> {
  const { cluster, profile, range, artifact } = release;
  const { profileName, version, catalogName } = profile;
  const annotations: Record<string, string> = { ...given };
  // sorted already, which is cheaper than to sort them for each of many releases
  if (artifact !== undefined) annotations[ANNOTATIONS.artifact] = artifact;
  if (catalogName !== undefined) annotations[ANNOTATIONS.catalog] = catalogName;
  annotations[ANNOTATIONS.cluster] = cluster.clusterName;
  annotations[ANNOTATIONS.profile] = profileName;
  if (range !== undefined) annotations[ANNOTATIONS.range] = range;
  if (version !== '') annotations[ANNOTATIONS.version] = version;
  return annotations;
}
