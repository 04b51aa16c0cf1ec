/**
 * One cluster: a chart, and the scope of order.
 */
import { type ApiObject, Chart } from 'cdk8s';
import type { Construct, IConstruct, IDependable } from 'constructs';
import type { JsonObject } from '../model/data/json';
import { groupBy } from '../model/data/group-by';
import type { Problem } from '../model/problem';
import { describeProblem } from '../model/problem-words';
import { ProfilesError } from '../model/profiles-error';
import type { ICatalog } from './props/i-catalog';
import { checkAppOnce } from './checks/check-app';
import { checkCluster } from './checks/check-cluster';
import { ClusterOrder } from './cluster/cluster-order';
import type { ClusterPlan, ClusterProps, SubscribeOptions } from './props/cluster-props';
import { ClusterSources } from './cluster/cluster-sources';
import { type ClusterScope, clusterOf, fleetOf } from './tree/cluster-scope';
import { deliver, type DeliveryOptions } from './delivery';
import { Layer } from './tree/layer';
import { KustomizationFolder } from './manifests/kustomization-folder';
import { Manifests } from './manifests/manifests';
import type {
  FleetDelivery,
  KustomizationFolderOptions,
  ManifestDefaults,
  ManifestOptions,
} from './props/manifest-options';
import type { Member } from './tree/member';
import { objectsOf } from './tree/objects';
import { addNamespace } from './tree/namespaces';
import type { IProfile } from './props/i-profile';
import { ProfileSubscription } from './profile-subscription';
import type { Inheritance, SubscriptionDefaults } from './props/subscription-options';
import { CLUSTER, GUARD, isMarked, mark, PROBLEMS } from './tree/symbols';
import type { AnyProfiles, ProfileTypes, TypeOf, VersionRange } from './props/typed-profiles';

/** One cluster: what is subscribed in it, and in constructs inside it, is ordered together. */
export class Cluster<P extends ProfileTypes = AnyProfiles> extends Chart {
  /** The cluster around `construct`; throws ProfilesError when there is none. */
  static override of(construct: IConstruct): Cluster {
    return clusterOf(construct) as unknown as Cluster;
  }

  readonly clusterName: string;
  declare readonly namespace: string;
  readonly catalog?: ICatalog<P>;
  private readonly members: Member[] = [];
  /** @internal */
  readonly sources: ClusterSources;
  private readonly props: ClusterProps;
  /** @internal */
  change = 0;
  /** As of the last change; forgotten with the next. */
  private current?: ClusterOrder;
  private found?: { readonly problems: readonly Problem[]; readonly byPath: ReadonlyMap<string, readonly Problem[]> };
  /** What its fleet gives; absent under stock App. */
  private readonly inherited?: Inheritance;

  constructor(scope: Construct, id: string, props: ClusterProps<P> = {}) {
    const namespace = props.namespace ?? 'flux-system';
    super(scope, id, { namespace, labels: { ...props.labels } });
    this.clusterName = props.clusterName ?? id;
    this.catalog = props.catalog;
    this.props = props;
    this.inherited = fleetOf(this);
    mark(this, CLUSTER, this satisfies ClusterScope);
    mark(this, PROBLEMS, () => this.plan.problems);
    checkAppOnce(this);
    const { clusterName, substitute } = this;
    this.sources = new ClusterSources(this, '.sources', {
      clusterName,
      substitute,
      inherited: [props, this.inherited],
    });
    this.node.addValidation({ validate: () => this.problemsAt(this.node.path).map(describeProblem) });
  }

  /** Installs `profile`, given or by name; the same as creating a ProfileSubscription in this cluster. */
  subscribe<
    N extends { [K in keyof P]: K & string }[keyof P] | IProfile,
    V extends VersionRange<TypeOf<P, N>['newest' | 'older']> = TypeOf<P, N>['newest'],
  >(profile: N, options: SubscribeOptions<TypeOf<P, N>, V> = {}): ProfileSubscription {
    const { id, ...rest } = options as object as SubscribeOptions;
    const name = typeof profile === 'string' ? profile : profile.profileName;
    const wanted = id ?? rest.subscriptionName ?? name;
    // a second one of the same id is a problem like others, not an error of constructs
    let free = wanted;
    for (let i = 2; this.node.tryFindChild(free) !== undefined; i++) free = `${wanted}.${i}`;
    return new ProfileSubscription(this, free, { subscriptionName: wanted, ...rest, profile });
  }

  /** A scope for Kubernetes objects that are applied in the order of the cluster; needs Fleet and its `delivery`. */
  manifests(id: string, options: ManifestOptions = {}): Manifests {
    return new Manifests(this, id, options);
  }

  /** A folder of the delivery's source, or of another one, that is applied as it is in the order of the cluster. */
  kustomization(id: string, options: KustomizationFolderOptions): KustomizationFolder {
    return new KustomizationFolder(this, id, options);
  }

  /** Everything in layer `number`, to wait for. */
  layer(number: number): IDependable {
    return new Layer(this, number);
  }

  /** Writes the Flux Kustomization that applies this cluster's folder into `chart`, which is another folder. */
  deliverFrom(chart: Chart, options: DeliveryOptions = {}): ApiObject {
    const seconds = () => this.order.timeoutSeconds;
    return deliver(this, chart, { name: this.clusterName, ...options }, this.delivery, seconds);
  }

  /** What waits for what, and why, problems included. Worked out anew at each call. */
  get plan(): ClusterPlan {
    this.touch();
    const isRemovalGuarded = isMarked(this.node.root, GUARD);
    return { ...this.order.plan, problems: this.problems.problems, isRemovalGuarded };
  }

  /** The objects as Kubernetes takes them, by kind, namespace and name; throws ProfilesError. */
  override toJson(): JsonObject[] {
    const { problems } = this.plan;
    if (problems.length > 0) throw new ProfilesError(problems);
    return objectsOf(this).map(object => object.toJson());
  }

  /** @internal */
  join(member: Member): void {
    this.members.push(member);
    addNamespace(this, member.namespace);
    this.touch();
  }

  /** @internal */
  touch(): void {
    this.change++;
    this.current = undefined;
    this.found = undefined;
  }

  /** @internal */
  get substitute(): boolean {
    return this.props.substitute ?? false;
  }

  /** @internal */
  get delivery(): FleetDelivery | undefined {
    return this.props.delivery ?? this.inherited?.delivery;
  }

  /** @internal */
  get manifestDefaults(): readonly (ManifestDefaults | undefined)[] {
    return [this.props.manifestDefaults, this.inherited?.manifestDefaults];
  }

  /** @internal */
  get defaults(): readonly (SubscriptionDefaults | undefined)[] {
    const { upgradeOrder, defaults } = this.props;
    return [{ ...defaults, upgradeOrder: upgradeOrder ?? defaults?.upgradeOrder }, this.inherited?.defaults];
  }

  /** @internal */
  get order(): ClusterOrder {
    return (this.current ??= new ClusterOrder(this, this.members, this.props));
  }

  /** @internal */
  problemsAt(path: string): readonly Problem[] {
    return this.problems.byPath.get(path) ?? [];
  }

  private get problems() {
    const problems = this.found?.problems ?? this.findProblems();
    return (this.found ??= { problems, byPath: groupBy(problems, ({ path = '' }) => path) });
  }

  private findProblems(): readonly Problem[] {
    const { clusterName, namespace, props, members, order, sources } = this;
    return checkCluster({
      path: this.node.path,
      clusterName,
      namespace,
      props,
      members,
      order,
      objects: objectsOf(this),
      sourceProblems: sources.problems,
      isInFleet: this.inherited !== undefined,
    });
  }
}
