/**
 * A subscription: the construct that writes a HelmRelease, or one for each artifact of a profile in git.
 *
 * Problems of its data are reported at synthesis, with all others; the constructor does not throw.
 */
import { type ApiObject } from 'cdk8s';
import { Construct, type IDependable } from 'constructs';
import type { Patch } from '../model/data/patch-object';
import type { Problem } from '../model/problem';
import { describeProblem } from '../model/problem-words';
import { checkProfileVersion } from './checks/check-kubernetes-version';
import { checkOptions } from './checks/check-options';
import { clusterOf, type ClusterScope } from './tree/cluster-scope';
import {
  externalRelease,
  type ExternalReleaseOptions,
  type ExternalReleaseTarget,
} from './subscription/external-release';
import { inheritOptions } from './props/inherit-options';
import type { Member } from './tree/member';
import type { IProfile } from './props/i-profile';
import type { IProfileSubscription, ReleaseReference } from './props/i-profile-subscription';
import type { ProfileInstallation } from './subscription/artifact-place';
import { tryRangeOf } from './subscription/create-release';
import { ensureNamespace } from './subscription/ensure-namespace';
import { createMembers } from './subscription/profile-members';
import { joinRelease } from './subscription/release-member';
import { resolveProfile } from './subscription/resolve-profile';
import type { ProfileSubscriptionProps, SubscriptionDefaults } from './props/subscription-options';
import type { AnyProfiles, ProfileName, ProfileTypes, ProfileTypeOf, VersionRange } from './props/typed-profiles';
import { withoutNull } from './props/without-null';

/** What the members of a subscription have in common. */
interface Common {
  readonly cluster: ClusterScope;
  readonly profile?: IProfile;
  readonly options: SubscriptionDefaults;
  readonly range?: string;
  readonly targetNamespace: string;
  readonly dependsOn: IDependable[];
}

/**
 * Installs one profile on the cluster that contains it: writes its HelmReleases, and the sources of
 * its charts and manifests.
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

  /**
   * Name of the subscription and of its HelmRelease, which with `kubeConfig` is called `<cluster>-<name>`; the
   * HelmReleases of artifacts begin with it.
   */
  readonly subscriptionName: string;
  /** Namespace of its Flux objects. */
  readonly namespace: string;
  /** What the program or the profile says. Absent: not layered, or computed from what is installed together. */
  private readonly ownLayer?: number;
  private readonly cluster: ClusterScope;
  private readonly members: readonly Member[];
  private readonly problems: Problem[] = [];

  constructor(scope: Construct, id: string, props: ProfileSubscriptionProps<Profiles, Name, Version>) {
    super(scope, id);
    const request = withoutNull(props as ProfileSubscriptionProps, problem => this.report(problem));
    const cluster = (this.cluster = clusterOf(this));
    const options = inheritOptions(request, ...cluster.defaults);
    const profile = resolveProfile(cluster, request, problem => this.report(problem));
    this.subscriptionName = request.subscriptionName ?? id;
    this.namespace = options.namespace ?? cluster.namespace;
    this.ownLayer = options.layer ?? profile?.layer;
    // several clusters may have their objects on one API server
    const name = (options.kubeConfig === undefined ? '' : `${cluster.clusterName}-`) + this.subscriptionName;
    const target = options.targetNamespace ?? profile?.profileName;
    checkOptions(request, { name, layer: this.ownLayer, targetNamespace: target }).forEach(problem =>
      this.report(problem),
    );
    const catalogs = [request.catalog ?? [], cluster.catalogs].flat();
    checkProfileVersion(profile, cluster.kubernetesVersion, catalogs).forEach(problem => this.report(problem));
    // a default of the cluster or fleet also applies to the subscription that it names, which must not wait for itself
    const dependsOn = [...(request.dependsOn ?? options.dependsOn?.filter(other => other !== this) ?? [])];
    if (options.createNamespace === true) ensureNamespace(cluster, this.namespace);
    const range = tryRangeOf(request);
    const common = { cluster, profile, options, range, targetNamespace: target ?? '', dependsOn };
    this.members =
      profile?.git === undefined ? [this.joinChart(request, name, common)] : this.createMembers(request, common);
    this.node.addValidation({ validate: () => cluster.problemsAt(this.node.path).map(describeProblem) });
  }

  /** Whole number from 0. Absent: not layered. A layer that is computed changes with what is installed together. */
  get layer(): number | undefined {
    return this.ownLayer ?? this.cluster.layerOf(this.members[0]);
  }

  /** Its HelmRelease, or those of its artifacts; empty if its profile was not found. */
  get releases(): readonly ReleaseReference[] {
    const found = this.members.filter(({ resource }) => resource !== undefined);
    return found.map(({ name, namespace }) => ({ name, namespace }));
  }

  /** Makes it wait for `others` on install and on upgrade, like `dependsOn`. */
  addDependency(...others: readonly IDependable[]): void {
    for (const { dependsOn } of this.members) (dependsOn as IDependable[]).push(...others);
    this.cluster.invalidate();
  }

  /**
   * Patches the finished HelmRelease, or those of all artifacts, for fields without an option. A list is a JSON
   * patch, whose paths must exist; an object is a JSON merge patch, in which `null` removes a field.
   */
  patch(...patches: readonly Patch[]): void {
    for (const { resource } of this.members) resource?.patch(...patches);
    this.cluster.invalidate();
  }

  /** The only member of a profile that is a chart. */
  private joinChart(request: ProfileSubscriptionProps, name: string, common: Common): Member {
    const { subscriptionName, namespace, ownLayer: layer, problems } = this;
    const report = (problem: Problem) => this.report(problem);
    if (request.artifactValues !== undefined && common.profile !== undefined) {
      const what = 'artifactValues are for profiles in git, and this profile is one chart';
      report({ kind: 'invalid-props', what, remedy: 'use "values"' });
    }
    const { valuesFrom = [] } = common.options;
    // not with a spread, which takes much longer for so many members
    const { cluster, profile, options, range, dependsOn } = common;
    const own = { name, subscriptionName, namespace, layer, problems, report };
    return joinRelease(this, { cluster, profile, options, range, dependsOn, valuesFrom, ...own });
  }

  /** A member for each artifact of a profile in Git. */
  private createMembers(own: ProfileSubscriptionProps, { profile, ...rest }: Common): readonly Member[] {
    const { subscriptionName, namespace, ownLayer: layer, problems } = this;
    const report = (problem: Problem) => this.report(problem);
    if (rest.options.releaseName !== undefined) {
      report({
        kind: 'invalid-props',
        what: 'releaseName is for one chart, and this profile has artifacts',
        remedy: 'drop it',
      });
    }
    const installed = profile as ProfileInstallation['profile'];
    return createMembers(this, {
      ...rest,
      own,
      profile: installed,
      subscriptionName,
      namespace,
      layer,
      problems,
      report,
    });
  }

  private report(problem: Problem): void {
    this.problems.push({ ...problem, path: this.node.path });
  }
}
