/**
 * Installs one profile on the cluster around it: its Flux source and its HelmRelease.
 *
 * What is wrong with its data is a problem of it, found at synthesis with all others;
 * the constructor goes on.
 */
import { type ApiObject } from 'cdk8s';
import { Construct, type IDependable } from 'constructs';
import { HELM_RELEASE, helmReleaseSpec } from '../flux/helm-release';
import type { ValuesReference } from '../flux/release-options';
import { formatLayer } from '../model/layer';
import { ANNOTATIONS, LABELS, MANAGER } from '../model/labels';
import { shortenReleaseName } from '../model/names';
import type { Patch } from '../model/data/patch-object';
import type { Problem } from '../model/problem';
import { describeProblem } from '../model/problem-words';
import { isExactVersion } from '../model/version/version';
import { asksForLatest } from '../model/version/version-range';
import { checkOptions } from './checks/check-options';
import { clusterOf, type ClusterScope } from './tree/cluster-scope';
import {
  externalRelease,
  type ExternalReleaseOptions,
  type ExternalReleaseTarget,
} from './subscription/external-release';
import { FluxObject } from './tree/flux-object';
import { inheritOptions } from './props/inherit-options';
import type { Member } from './tree/member';
import type { IProfile } from './props/i-profile';
import type { IProfileSubscription, ReleaseReference } from './props/i-profile-subscription';
import { readValues } from './values/read-values';
import { resolveProfile } from './subscription/resolve-profile';
import type { ProfileSubscriptionProps, SubscriptionDefaults } from './props/subscription-options';
import { mark, SUBSCRIPTION } from './tree/symbols';
import type { AnyProfiles, ProfileName, ProfileTypes, TypeOf, VersionRange } from './props/typed-profiles';
import { createValuesObjects } from './values/values-object';

type ValuesReferences = readonly ValuesReference[];

/** A profile installed on the cluster around it. */
export class ProfileSubscription<
  P extends ProfileTypes = AnyProfiles,
  N extends { [K in keyof P]: K & string }[keyof P] | IProfile = ProfileName<P> | IProfile,
  V extends VersionRange<TypeOf<P, N>['newest' | 'older']> = TypeOf<P, N>['newest'],
>
  extends Construct
  implements IProfileSubscription
{
  /** A HelmRelease made elsewhere, or by hand in this cluster: can be waited for and layered, not made to wait. */
  static fromHelmRelease(
    scope: Construct,
    id: string,
    target: ApiObject | ExternalReleaseTarget,
    options: ExternalReleaseOptions = {},
  ): IProfileSubscription {
    return externalRelease(scope, id, target, options);
  }

  /** Name of the subscription; with `kubeConfig`, its HelmRelease is called `<cluster>-<name>`. */
  readonly subscriptionName: string;
  /** Namespace of its Flux objects. */
  readonly namespace: string;
  /** Absent: not layered. */
  readonly layer?: number;
  private readonly cluster: ClusterScope;
  private readonly member: Member;
  private readonly resource?: FluxObject;
  private readonly range?: string;
  private readonly dependencies: IDependable[] = [];
  private readonly problems: Problem[] = [];

  constructor(scope: Construct, id: string, typed: ProfileSubscriptionProps<P, N, V>) {
    super(scope, id);
    const props = typed as ProfileSubscriptionProps;
    const cluster = (this.cluster = clusterOf(this));
    const options = inheritOptions(props, ...cluster.defaults);
    const profile = resolveProfile(cluster, props, problem => this.report(problem));
    this.subscriptionName = props.subscriptionName ?? id;
    this.namespace = options.namespace ?? cluster.namespace;
    this.layer = options.layer ?? profile?.layer;
    // several clusters may have their objects on one API server
    const name = (options.kubeConfig === undefined ? '' : `${cluster.clusterName}-`) + this.subscriptionName;
    const targetNamespace = options.targetNamespace ?? profile?.profileName;
    checkOptions({ ...props, name, layer: this.layer, targetNamespace }).forEach(problem => this.report(problem));
    const { references, own: ownValues } = createValuesObjects(options.valuesFrom ?? [], {
      construct: this,
      name,
      namespace: this.namespace,
      substitute: cluster.substitute,
      report: problem => this.report(problem),
    });
    this.range = tryRangeOf(props);
    if (profile !== undefined) this.resource = this.createRelease(name, profile, options, references);

    this.member = {
      construct: this,
      name,
      namespace: this.namespace,
      layer: this.layer,
      waits: true,
      isInStep: options.upgradeOrder !== 'flux',
      dependsOn: this.dependencies,
      independentOf: options.independentOf ?? [],
      resource: this.resource,
      ownValues,
      valuesSchema: profile?.artifact.valuesSchema,
      problems: this.problems,
    };
    mark(this, SUBSCRIPTION, this.member);
    cluster.join(this.member);
    // a default for all is not meant for what all wait for
    this.addDependency(...(props.dependsOn ?? options.dependsOn?.filter(other => other !== this) ?? []));
    this.node.addValidation({ validate: () => cluster.problemsAt(this.node.path).map(describeProblem) });
  }

  get releases(): readonly ReleaseReference[] {
    const { name, namespace, resource } = this.member;
    return resource === undefined ? [] : [{ name, namespace }];
  }

  /** Makes it wait for `others`, on install and on upgrade. */
  addDependency(...others: readonly IDependable[]): void {
    this.dependencies.push(...others);
    this.cluster.touch();
  }

  /**
   * Escape hatch: patches the finished HelmRelease. A list is a JSON patch, whose paths must
   * exist; an object is a JSON merge patch, in which `null` removes.
   */
  patch(...patches: readonly Patch[]): void {
    this.resource?.patch(...patches);
    this.cluster.touch();
  }

  private createRelease(name: string, profile: IProfile, options: SubscriptionDefaults, valuesFrom: ValuesReferences) {
    const { cluster, namespace } = this;
    const source = cluster.sources.add(profile.artifact, { namespace, isRemote: options.kubeConfig !== undefined });
    const spec = helmReleaseSpec({
      chart: source.chart,
      releaseName: options.releaseName ?? shortenReleaseName(this.subscriptionName),
      targetNamespace: options.targetNamespace ?? profile.profileName,
      options: { ...options, valuesFrom: valuesFrom.length === 0 ? undefined : valuesFrom },
      values: readValues([options.values ?? []].flat(), problem => this.report(problem)),
    });
    return new FluxObject(this, 'Resource', {
      ...HELM_RELEASE,
      metadata: {
        name,
        namespace,
        labels: { ...options.labels, ...this.labels() },
        annotations: { ...options.annotations, ...this.annotations(profile) },
      },
      body: { spec },
      substitute: cluster.substitute,
      order: () => cluster.order.fieldsOf(this.member),
    });
  }

  private labels(): Record<string, string> {
    const managed = { [LABELS.managedBy]: MANAGER };
    return this.layer === undefined ? managed : { ...managed, [LABELS.appliedLayer]: formatLayer(this.layer) };
  }

  private annotations({ profileName, version, catalogName }: IProfile): Record<string, string> {
    return {
      [ANNOTATIONS.cluster]: this.cluster.clusterName,
      [ANNOTATIONS.profile]: profileName,
      [ANNOTATIONS.version]: version,
      ...(catalogName !== undefined && { [ANNOTATIONS.catalog]: catalogName }),
      ...(this.range !== undefined && { [ANNOTATIONS.range]: this.range }),
    };
  }

  private report(problem: Problem): void {
    this.problems.push({ ...problem, path: this.node.path });
  }
}

/** The range that is asked for by name; absent when the answer is one version for ever. */
function tryRangeOf({ profile, version }: ProfileSubscriptionProps): string | undefined {
  if (typeof profile !== 'string') return undefined;
  if (asksForLatest(version)) return '*';
  return isExactVersion(version) ? undefined : version;
}
