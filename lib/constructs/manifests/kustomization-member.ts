/**
 * Manifests as a member of the order of a cluster: the HelmRelease that contains their Flux
 * Kustomization, and its problems.
 */
import type { Construct } from 'constructs';
import { KUSTOMIZATION_CHART, kustomizationReleaseSpec } from '../../flux/kustomization-release';
import { referTo } from '../../flux/kustomization';
import type { KustomizationSource } from '../../flux/kustomization-options';
import { HELM_RELEASE } from '../../flux/helm-release';
import type { ReleaseChart } from '../../flux/release';
import { shardLabels } from '../../flux/shard';
import type { JsonObject } from '../../model/data/json';
import { ANNOTATIONS, LABELS, MANAGER } from '../../model/labels';
import { formatLayer } from '../../model/layer';
import { shortenReleaseName } from '../../model/names';
import type { Problem } from '../../model/problem';
import { checkApplied } from '../checks/check-names';
import { checkOptions } from '../checks/check-options';
import type { ClusterScope } from '../tree/cluster-scope';
import { FluxObject, type OrderMoment } from '../tree/flux-object';
import type { LayeredProfile } from '../props/i-profile';
import { inheritOptions } from '../props/inherit-options';
import type { Member } from '../tree/member';
import type { SubscriptionDefaults } from '../props/subscription-options';
import { KUSTOMIZATION, mark, SUBSCRIPTION } from '../tree/symbols';
import type { FleetDelivery, ManifestOptions } from '../props/manifest-options';
import { withoutNull } from '../props/without-null';

/** What is applied. */
export interface MemberFolder {
  /** Path of the folder from the root of the source, at a moment. Called at synthesis, perhaps several times. */
  readonly pathAt: (moment: OrderMoment) => string;
  /** Absent: the source of the delivery. */
  readonly sourceRef?: KustomizationSource;
  /** `manifests`: written by the program; `kustomization`: an unchanged folder. */
  readonly contents: 'manifests' | 'kustomization';
  /** Whether the content cannot change without a change of its path or its source. */
  readonly isContentNamed: boolean;
  /** Whether `kustomizationName` is the whole name, with what `kubeConfig` adds. @default false */
  readonly isNamed?: boolean;
  /** About the profile that it belongs to. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Of a profile whose catalog declares a model of layers. */
  readonly layered?: LayeredProfile;
  /** Other problems. Called at synthesis. */
  readonly problemsAt: (moment: OrderMoment) => readonly Problem[];
}

/** Makes `construct` a member of `cluster`; its HelmRelease is created in `scope` as `id`. */
export function joinAsKustomization(
  construct: Construct,
  cluster: ClusterScope,
  own: ManifestOptions,
  folder: MemberFolder,
  [scope, id]: readonly [Construct, string],
): Member {
  const known: Problem[] = [];
  own = withoutNull(own, problem => known.push(problem));
  const options = inherit(own, cluster);
  const name = folder.isNamed === true ? options.kustomizationName! : nameOf(construct, cluster, options);
  const namespace = options.namespace ?? cluster.namespace;
  const path = construct.node.path;
  const delivery = cluster.delivery;
  known.push(
    ...checkOptions({ ...options, name }),
    ...checkApplied({ ...options, dependsOn: undefined }),
    ...checkDelivery(delivery, folder),
  );
  const member: Member = {
    construct,
    name,
    namespace,
    layer: options.layer,
    layered: folder.layered,
    waits: true,
    isInStep: options.upgradeOrder !== 'flux',
    isContentNamed: folder.isContentNamed,
    dependsOn: [...(own.dependsOn ?? options.dependsOn?.filter(other => other !== construct) ?? [])],
    independentOf: options.independentOf ?? [],
    appliesTo: appliesTo(options, folder),
    resource: delivery && createRelease({ name, namespace, options, folder, delivery, cluster, scope, id }),
    problemsAt: moment =>
      [...known, ...folder.problemsAt(moment)].map(problem => ({ ...problem, path: problem.path ?? path })),
  };
  mark(construct, SUBSCRIPTION, member);
  mark(construct, KUSTOMIZATION);
  cluster.join(member);
  return member;
}

/**
 * Merges the options that subscriptions inherit, those for all manifests, and the given ones, which
 * take precedence.
 */
function inherit(own: ManifestOptions, cluster: ClusterScope): ManifestOptions {
  const { namespace, labels, annotations, dependsOn, layer, upgradeOrder, independentOf, suspend, kubeConfig, shard } =
    inheritOptions<SubscriptionDefaults>({}, ...cluster.defaults);
  const order = { dependsOn, layer, upgradeOrder, independentOf };
  const place = { namespace, labels, annotations, ...order, suspend, kubeConfig, shard };
  const merged: Record<string, unknown> = {};
  for (const options of [place, ...[...cluster.manifestDefaults].reverse(), own]) {
    for (const [key, value] of Object.entries(options ?? {})) if (value !== undefined) merged[key] = value;
  }
  merged.labels = { ...labels, ...own.labels };
  merged.annotations = { ...annotations, ...own.annotations };
  return merged as ManifestOptions;
}

/** A folder that the program does not write may contain its own Namespace. */
function appliesTo({ targetNamespace, kubeConfig }: ManifestOptions, folder: MemberFolder): Member['appliesTo'] {
  const isKnown = folder.contents === 'manifests' || folder.isNamed === true;
  if (targetNamespace === undefined || !isKnown) return undefined;
  return { namespace: targetNamespace, kubeConfig: kubeConfig as JsonObject | undefined };
}

/** Several clusters may have their objects on one API server. */
function nameOf(construct: Construct, cluster: ClusterScope, { kubeConfig, kustomizationName }: ManifestOptions) {
  return (kubeConfig === undefined ? '' : `${cluster.clusterName}-`) + (kustomizationName ?? construct.node.id);
}

interface ReleaseProps {
  readonly name: string;
  readonly namespace: string;
  readonly options: ManifestOptions;
  readonly folder: MemberFolder;
  readonly delivery: FleetDelivery;
  readonly cluster: ClusterScope;
  readonly scope: Construct;
  readonly id: string;
}

function createRelease(props: ReleaseProps): FluxObject {
  const { name, namespace, options, folder, delivery, cluster, scope, id } = props;
  const shard = cluster.sources.shardOf({ namespace, name }, options.shard);
  const chart = chartOf(props, shard);
  const sourceRef = folder.sourceRef ?? referTo(delivery.sourceRef, namespace);
  const { layer } = options;
  const specAt = (moment: OrderMoment): JsonObject =>
    kustomizationReleaseSpec({
      sourceRef,
      path: folder.pathAt(moment),
      options,
      namespace,
      releaseName: shortenReleaseName(name),
      chart,
    });
  return new FluxObject(scope, id, {
    ...HELM_RELEASE,
    metadata: {
      name,
      namespace,
      labels: {
        ...options.labels,
        ...shardLabels(shard),
        [LABELS.managedBy]: MANAGER,
        ...(layer !== undefined && { [LABELS.appliedLayer]: formatLayer(layer) }),
      },
      annotations: {
        ...options.annotations,
        ...folder.annotations,
        [ANNOTATIONS.cluster]: cluster.clusterName,
        [ANNOTATIONS.contents]: folder.contents,
      },
    },
    body: moment => ({ spec: specAt(moment) }),
    substitute: cluster.substitute,
    orderedIn: cluster,
  });
}

/** The source of the delivery is in no shard, so neither is a HelmChart from it. */
function chartOf({ delivery, namespace, options, cluster }: ReleaseProps, shard: string | undefined): ReleaseChart {
  const { sourceRef, path, chartRepository } = delivery;
  const { name, version } = KUSTOMIZATION_CHART;
  if (chartRepository !== undefined) {
    const location = { repository: chartRepository, chart: name, version };
    return cluster.sources.add(location, { namespace, isRemote: options.kubeConfig !== undefined, shard });
  }
  const { kind, name: source, namespace: home } = referTo(sourceRef, namespace);
  return { kind: kind as 'GitRepository' | 'Bucket', source, namespace: home, chart: `${path}/charts/${name}` };
}

function checkDelivery(delivery: FleetDelivery | undefined, folder: MemberFolder): Problem[] {
  if (delivery === undefined) {
    const what = `${folder.contents === 'manifests' ? 'manifests are' : 'a kustomization is'} applied from the repository that the output is committed to, and the program does not say which that is`;
    const remedy =
      "give \"delivery\" to the fleet: { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' }";
    return [{ kind: 'invalid-props', what, remedy }];
  }
  if (delivery.sourceRef.kind !== 'OCIRepository' || delivery.chartRepository !== undefined) return [];
  const what = `Flux takes no charts from OCIRepository "${delivery.sourceRef.name}", and manifests need the chart "${KUSTOMIZATION_CHART.name}"`;
  const remedy =
    'push the folder charts/kustomization of the output to a registry, and name it in "chartRepository" of "delivery"';
  return [{ kind: 'invalid-props', what, remedy }];
}
