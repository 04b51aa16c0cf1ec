/**
 * One cluster: a chart whose releases are ordered together.
 */
import { type ApiObject, Chart } from 'cdk8s';
import type { Construct, IConstruct, IDependable } from 'constructs';
import type { JsonObject } from '../model/data/json';
import type { Problem } from '../model/problem';
import { describeProblem } from '../model/problem-words';
import { ProfilesError } from '../model/profiles-error';
import type { ICatalog } from './props/i-catalog';
import { checkAppOnce } from './checks/check-app';
import type { ClusterOrder } from './cluster/cluster-order';
import { ClusterState } from './cluster/cluster-state';
import type { ClusterPlan, ClusterProps, SubscribeOptions } from './props/cluster-props';
import { ClusterSources } from './cluster/cluster-sources';
import { type ClusterScope, clusterOf, fleetOf } from './tree/cluster-scope';
import { describeCluster, fillCluster } from './cluster-folder';
import { describeFromTemplate, fillFromTemplate } from './cluster-from-template';
import { deliver, type DeliveryOptions } from './delivery';
import { freeId } from './tree/free-id';
import { Layer } from './tree/layer';
import { KustomizationFolder } from './manifests/kustomization-folder';
import { Manifests } from './manifests/manifests';
import type { KustomizationFolderOptions, ManifestOptions } from './props/manifest-options';
import type { Member } from './tree/member';
import { objectsOf } from './tree/objects';
import { addNamespace } from './tree/namespaces';
import type { IProfile } from './props/i-profile';
import { ProfileSubscription } from './profile-subscription';
import { withoutCatalog } from './subscription/find-in-catalogs';
import { defaultsOf, givenDefaults } from './props/inherit-options';
import { CLUSTER, GUARD, isMarked, mark, PROBLEMS, WARNINGS } from './tree/symbols';
import type { TemplateClusterOptions } from './props/template-cluster-options';
import type { AnyProfiles, ProfileTypes, ProfileTypeOf, VersionRange } from './props/typed-profiles';
import { withoutNull } from './props/without-null';

/**
 * One cluster: a chart whose subscriptions are ordered together, including those in nested
 * constructs.
 *
 * @example
 * ```ts
 * import { Cluster, Fleet, Profile } from 'cdk8s-profiles';
 *
 * const fleet = new Fleet();
 * const production = new Cluster(fleet, 'production', { namespace: 'flux-system' });
 * const repository = 'https://charts.jetstack.io';
 * const certManager = Profile.fromHelmChart({ repository, chart: 'cert-manager', version: 'v1.18.2' });
 * production.subscribe(certManager, { layer: 0, values: { crds: { enabled: true } } });
 * fleet.synth();
 * ```
 */
export class Cluster<Profiles extends ProfileTypes = AnyProfiles> extends Chart {
  /** The cluster that `construct` is in. Throws ProfilesError outside of clusters. */
  static override of(construct: IConstruct): Cluster {
    return clusterOf(construct) as unknown as Cluster;
  }

  /**
   * The cluster that the files in `folder` describe: `cluster.yaml`, and one file for each subscription. The path is
   * relative to the working directory; `props` take precedence over `cluster.yaml`. Unless they give catalogs, these are
   * the lock files in the folder `catalogs` next to the parent of `folder`. What is wrong is a problem, found at synthesis.
   */
  static fromFolder(scope: Construct, id: string, folder: string, props: ClusterProps = {}): Cluster {
    const described = describeCluster(scope, folder, props);
    return fillCluster(new Cluster(scope, id, described.props), described.read);
  }

  /**
   * The cluster that a template describes, filled in: its objects, for the management cluster, and its profiles. What is
   * wrong is a problem, found at synthesis.
   */
  static fromTemplate<P extends string>(scope: Construct, id: string, options: TemplateClusterOptions<P>): Cluster {
    const described = describeFromTemplate(id, options);
    return fillFromTemplate(new Cluster(scope, id, described.props), described);
  }

  /** Name of its folder, also written into annotations. */
  readonly clusterName: string;
  /** Namespace of its Flux objects, unless a subscription has another. */
  declare readonly namespace: string;
  /** The catalog of the cluster. Absent: it has none, or several. */
  readonly catalog?: ICatalog<Profiles>;
  /** Where profiles given by name are looked up. Empty: profiles are given as objects. */
  readonly catalogs: readonly ICatalog[];
  /** @internal */
  readonly sources: ClusterSources;
  /** @internal */
  readonly layerOf = (member: Member): number | undefined => this.state.order.layerOf(member);
  /** @internal */
  readonly invalidate = (): void => this.state.invalidate();
  /** @internal */
  readonly problemsAt = (path: string): readonly Problem[] => this.state.problemsAt(path);
  /** @internal */
  readonly kubernetesVersion?: string;
  /** @internal */
  readonly delivery: ClusterScope['delivery'];
  /** @internal */
  readonly substitute: boolean;
  private readonly props: ClusterProps;
  private readonly state: ClusterState;

  constructor(scope: Construct, id: string, props: ClusterProps<Profiles> = {}) {
    const nullItems: Problem[] = [];
    props = withoutNull(props, problem => nullItems.push(problem));
    const namespace = props.namespace ?? 'flux-system';
    super(scope, id, { namespace, labels: { ...props.labels } });
    this.clusterName = props.clusterName ?? id;
    this.catalog = props.catalog;
    this.catalogs = [...new Set([props.catalog ?? [], props.catalogs ?? []].flat())];
    this.substitute = props.substitute ?? false;
    const inherited = fleetOf(this);
    this.props = props;
    this.kubernetesVersion = props.kubernetesVersion ?? inherited?.kubernetesVersion;
    this.delivery = props.delivery ?? inherited?.delivery;
    this.state = new ClusterState(this, props, { isInFleet: inherited !== undefined, nullItems });
    mark(this, CLUSTER, this satisfies ClusterScope);
    mark(this, PROBLEMS, () => this.state.refreshProblems());
    mark(this, WARNINGS, () => this.state.warnings);
    checkAppOnce(this);
    const { clusterName, substitute } = this;
    this.sources = new ClusterSources(this, '.sources', { clusterName, substitute, inherited: [props, inherited] });
    this.node.addValidation({ validate: () => this.problemsAt(this.node.path).map(describeProblem) });
  }

  /** @internal */
  get defaults(): ClusterScope['defaults'] {
    return defaultsOf(this.props, fleetOf(this));
  }

  /** @internal */
  get manifestDefaults(): ClusterScope['manifestDefaults'] {
    return [this.props, fleetOf(this)].map(options => givenDefaults(options?.manifestDefaults));
  }

  /** Installs `profile`, an object or a name in the catalogs; the same as a new ProfileSubscription in this cluster. */
  subscribe<
    Name extends { [Key in keyof Profiles]: Key & string }[keyof Profiles] | IProfile,
    Version extends VersionRange<ProfileTypeOf<Profiles, Name>['newest' | 'older']> = ProfileTypeOf<
      Profiles,
      Name
    >['newest'],
  >(profile: Name, options: SubscribeOptions<ProfileTypeOf<Profiles, Name>, Version> = {}): ProfileSubscription {
    const { id, ...rest } = (options ?? {}) as object as SubscribeOptions;
    const name = typeof profile === 'string' ? withoutCatalog(profile) : profile.profileName;
    const wanted = id ?? rest.subscriptionName ?? name;
    // a second subscription with the same id is reported as a problem, not thrown by constructs
    return new ProfileSubscription(this, freeId(this, wanted), { subscriptionName: wanted, ...rest, profile });
  }

  /** A scope for Kubernetes objects that are applied in the order of the cluster; needs Fleet and its `delivery`. */
  manifests(id: string, options: ManifestOptions = {}): Manifests {
    return new Manifests(this, id, options);
  }

  /** A folder of the delivery's source, or of another one, that is applied as it is, in the order of the cluster. */
  kustomization(id: string, options: KustomizationFolderOptions): KustomizationFolder {
    return new KustomizationFolder(this, id, options);
  }

  /** All members of layer `number`, to use in `dependsOn`. */
  layer(number: number): IDependable {
    return new Layer(this, number);
  }

  /**
   * Writes the Flux Kustomization that applies this cluster's folder. `chart`, to which it is
   * written, must go to another folder; throws ProfilesError otherwise.
   */
  deliverFrom(chart: Chart, options: DeliveryOptions = {}): ApiObject {
    const seconds = () => this.order.timeoutSeconds;
    return deliver(this, chart, { name: this.clusterName, ...withoutNull(options) }, this.delivery, seconds);
  }

  /** What waits for what, and why, and all problems. Computed on every access. */
  get plan(): ClusterPlan {
    return { ...this.state.findPlan(), isRemovalGuarded: isMarked(this.node.root, GUARD) };
  }

  /**
   * The objects in the form that Kubernetes reads, by kind, namespace and name. Throws
   * ProfilesError if there are problems.
   */
  override toJson(): JsonObject[] {
    const problems = this.state.refreshProblems();
    if (problems.length > 0) throw new ProfilesError(problems);
    return objectsOf(this).map(object => object.toJson());
  }

  /** @internal */
  join(member: Member): void {
    this.state.add(member);
    addNamespace(this, member.namespace);
  }

  /** @internal */
  get order(): ClusterOrder {
    return this.state.order;
  }
}
