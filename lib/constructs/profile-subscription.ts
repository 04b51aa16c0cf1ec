/**
 * A subscription: the construct that writes a HelmRelease.
 *
 * Problems of its data are reported at synthesis, with all others; the constructor does not throw.
 */
import { type ApiObject } from 'cdk8s';
import { Construct, type IDependable } from 'constructs';
import type { Patch } from '../model/data/patch-object';
import type { Problem } from '../model/problem';
import { describeProblem } from '../model/problem-words';
import { checkOptions } from './checks/check-options';
import { clusterOf, type ClusterScope } from './tree/cluster-scope';
import {
  externalRelease,
  type ExternalReleaseOptions,
  type ExternalReleaseTarget,
} from './subscription/external-release';
import type { FluxObject } from './tree/flux-object';
import { inheritOptions } from './props/inherit-options';
import type { Member } from './tree/member';
import type { IProfile } from './props/i-profile';
import type { IProfileSubscription, ReleaseReference } from './props/i-profile-subscription';
import { createRelease, type ReleaseRequest, tryRangeOf } from './subscription/create-release';
import { resolveProfile } from './subscription/resolve-profile';
import type { ProfileSubscriptionProps, SubscriptionDefaults } from './props/subscription-options';
import { mark, SUBSCRIPTION } from './tree/symbols';
import type { AnyProfiles, ProfileName, ProfileTypes, ProfileTypeOf, VersionRange } from './props/typed-profiles';
import { createValuesObjects } from './values/values-object';

type OwnRequest = Pick<ReleaseRequest, 'name' | 'profile' | 'options' | 'valuesFrom' | 'range'>;
type MemberValues = Pick<Member, 'ownValues' | 'valuesSchema'>;

/**
 * Installs one profile on the cluster around it: writes its HelmRelease and the source of its chart.
 *
 * @example
 * ```ts
 * import { Cluster, Fleet, Profile, ProfileSubscription } from 'cdk8s-profiles';
 *
 * const production = new Cluster(new Fleet(), 'production');
 * const podinfo = { repository: 'https://stefanprodan.github.io/podinfo', chart: 'podinfo', version: '6.9.2' };
 * const backend = new ProfileSubscription(production, 'backend', { profile: Profile.fromHelmChart(podinfo) });
 * new ProfileSubscription(production, 'frontend', {
 *   profile: Profile.fromHelmChart(podinfo),
 *   values: { backend: 'http://backend-podinfo.podinfo:9898/echo' },
 *   dependsOn: [backend],
 * });
 * ```
 */
export class ProfileSubscription<
  Profiles extends ProfileTypes = AnyProfiles,
  Name extends { [Key in keyof Profiles]: Key & string }[keyof Profiles] | IProfile = ProfileName<Profiles> | IProfile,
  Version extends VersionRange<ProfileTypeOf<Profiles, Name>['newest' | 'older']> = ProfileTypeOf<
    Profiles,
    Name
  >['newest'],
>
  extends Construct
  implements IProfileSubscription
{
  /**
   * Lets a HelmRelease that something else writes, or the program itself, take part in the order:
   * others can wait for it, but it waits for nothing. `target` is the object, or its name.
   */
  static fromHelmRelease(
    scope: Construct,
    id: string,
    target: ApiObject | ExternalReleaseTarget,
    options: ExternalReleaseOptions = {},
  ): IProfileSubscription {
    return externalRelease(scope, id, target, options);
  }

  /** Name of the subscription and of its HelmRelease, which with `kubeConfig` is called `<cluster>-<name>`. */
  readonly subscriptionName: string;
  /** Namespace of its Flux objects. */
  readonly namespace: string;
  /** Whole number from 0. Absent: not layered. */
  readonly layer?: number;
  private readonly cluster: ClusterScope;
  private readonly member: Member;
  private readonly resource?: FluxObject;
  private readonly dependencies: IDependable[] = [];
  private readonly problems: Problem[] = [];

  constructor(scope: Construct, id: string, props: ProfileSubscriptionProps<Profiles, Name, Version>) {
    super(scope, id);
    const request = props as ProfileSubscriptionProps;
    const cluster = (this.cluster = clusterOf(this));
    const options = inheritOptions(request, ...cluster.defaults);
    const profile = resolveProfile(cluster, request, problem => this.report(problem));
    this.subscriptionName = request.subscriptionName ?? id;
    this.namespace = options.namespace ?? cluster.namespace;
    this.layer = options.layer ?? profile?.layer;
    // several clusters may have their objects on one API server
    const name = (options.kubeConfig === undefined ? '' : `${cluster.clusterName}-`) + this.subscriptionName;
    const targetNamespace = options.targetNamespace ?? profile?.profileName;
    checkOptions({ ...request, name, layer: this.layer, targetNamespace }).forEach(problem => this.report(problem));
    const { references, own: ownValues } = createValuesObjects(options.valuesFrom ?? [], {
      construct: this,
      name,
      namespace: this.namespace,
      substitute: cluster.substitute,
      report: problem => this.report(problem),
    });
    const range = tryRangeOf(request);
    if (profile !== undefined) {
      this.resource = this.createRelease({ name, profile, options, valuesFrom: references, range });
    }
    this.member = this.toMember(name, options, { ownValues, valuesSchema: profile?.artifact.valuesSchema });
    mark(this, SUBSCRIPTION, this.member);
    cluster.join(this.member);
    // a default of the cluster or fleet also applies to the subscription that it names, which must not wait for itself
    this.addDependency(...(request.dependsOn ?? options.dependsOn?.filter(other => other !== this) ?? []));
    this.node.addValidation({ validate: () => cluster.problemsAt(this.node.path).map(describeProblem) });
  }

  /** Its HelmRelease; empty if its profile was not found. */
  get releases(): readonly ReleaseReference[] {
    const { name, namespace, resource } = this.member;
    return resource === undefined ? [] : [{ name, namespace }];
  }

  /** Makes it wait for `others` on install and on upgrade, like `dependsOn`. */
  addDependency(...others: readonly IDependable[]): void {
    this.dependencies.push(...others);
    this.cluster.invalidate();
  }

  /**
   * Patches the finished HelmRelease, for fields without an option. A list is a JSON patch, whose
   * paths must exist; an object is a JSON merge patch, in which `null` removes a field.
   */
  patch(...patches: readonly Patch[]): void {
    this.resource?.patch(...patches);
    this.cluster.invalidate();
  }

  private createRelease(request: OwnRequest): FluxObject {
    const { cluster, subscriptionName, namespace, layer } = this;
    return createRelease(this, {
      ...request,
      cluster,
      subscriptionName,
      namespace,
      layer,
      report: problem => this.report(problem),
    });
  }

  private toMember(name: string, options: SubscriptionDefaults, values: MemberValues): Member {
    return {
      construct: this,
      name,
      namespace: this.namespace,
      layer: this.layer,
      waits: true,
      isInStep: options.upgradeOrder !== 'flux',
      dependsOn: this.dependencies,
      independentOf: options.independentOf ?? [],
      resource: this.resource,
      ...values,
      problemsAt: () => this.problems,
    };
  }

  private report(problem: Problem): void {
    this.problems.push({ ...problem, path: this.node.path });
  }
}
