/**
 * Installs one profile on the cluster around it: its Flux source and its HelmRelease.
 *
 * What is wrong with its data is a problem of it, found at synthesis with all others;
 * the constructor goes on.
 */
import { type ApiObject } from 'cdk8s';
import { Construct, type IConstruct, type IDependable } from 'constructs';
import { HELM_RELEASE, helmReleaseSpec } from '../flux/helm-release';
import type { Release } from '../flux/release';
import type { ReleaseOptions } from '../flux/release-options';
import { formatLayer } from '../model/layer';
import type { JsonObject } from '../model/json';
import { ANNOTATIONS, LABELS, MANAGER } from '../model/labels';
import { DNS_LABEL_RULE, isDnsLabel, shortenReleaseName } from '../model/names';
import type { Problem } from '../model/problem';
import { describeProblem } from '../model/problem-words';
import type { ICatalog } from './catalog';
import { clusterOf, type ClusterScope } from './cluster-scope';
import { type ExternalReleaseOptions, type ExternalReleaseTarget, externalRelease } from './external-release';
import { FluxObject } from './flux-object';
import type { Member } from './member';
import type { IProfile } from './profile';
import { resolveProfile } from './resolve-profile';
import { mark, SUBSCRIPTION } from './symbols';

/** A profile on a cluster: what others can wait for. */
export interface IProfileSubscription extends IConstruct {
  readonly subscriptionName: string;
  /** Namespace of its Flux objects. */
  readonly namespace: string;
  readonly layer?: number;
}

/** How to install a profile. */
export interface SubscriptionOptions extends ReleaseOptions {
  /** Range in the catalog, as Helm reads it: `~0.0.16`. @default the newest version that is no prerelease */
  readonly version?: string;
  /** @default the cluster's */
  readonly catalog?: ICatalog;
  /** `metadata.name` of the Flux objects. Frozen: another name is another release. @default the id */
  readonly subscriptionName?: string;
  /** Whole number from 0. @default the profile's */
  readonly layer?: number;
  /** Namespace of the Flux objects. @default the cluster's */
  readonly namespace?: string;
  /** Namespace of the workload. @default the profile's name */
  readonly targetNamespace?: string;
  /** Helm release, at most 53 characters. @default the subscription's name, shortened as helm-controller does */
  readonly releaseName?: string;
  /** Values for the chart; `null` removes a default of the chart. */
  readonly values?: object;
  /** What must be ready first: subscriptions, constructs (all subscriptions in them), layers, HelmReleases. */
  readonly dependsOn?: readonly IDependable[];
  /** On the Flux objects. */
  readonly labels?: Readonly<Record<string, string>>;
  /** On the Flux objects. */
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ProfileSubscriptionProps extends SubscriptionOptions {
  /** A profile, or the name of one in the catalog. */
  readonly profile: IProfile | string;
}

export class ProfileSubscription extends Construct implements IProfileSubscription {
  /** A HelmRelease made elsewhere, or by hand in this cluster: can be waited for and layered, not made to wait. */
  static fromHelmRelease(
    scope: Construct,
    id: string,
    target: ApiObject | ExternalReleaseTarget,
    options: ExternalReleaseOptions = {},
  ): IProfileSubscription {
    return externalRelease(scope, id, target, options);
  }

  readonly subscriptionName: string;
  readonly namespace: string;
  readonly layer?: number;
  private readonly cluster: ClusterScope;
  private readonly member: Member;
  private readonly dependencies: IDependable[] = [];
  private readonly problems: Problem[] = [];

  constructor(scope: Construct, id: string, props: ProfileSubscriptionProps) {
    super(scope, id);
    this.cluster = clusterOf(this);
    this.subscriptionName = props.subscriptionName ?? id;
    this.namespace = props.namespace ?? this.cluster.namespace;
    const profile = resolveProfile(this.cluster, props, problem => this.report(problem));
    this.layer = props.layer ?? profile?.layer;
    this.checkNames(props);
    if (profile !== undefined) this.createRelease(profile, props);

    const { subscriptionName: name, namespace, layer, dependencies: dependsOn, problems } = this;
    this.member = { construct: this, name, namespace, layer, waits: true, dependsOn, problems };
    mark(this, SUBSCRIPTION, this.member);
    this.cluster.join(this.member);
    this.addDependency(...(props.dependsOn ?? []));
    this.node.addValidation({ validate: () => this.cluster.problemsAt(this.node.path).map(describeProblem) });
  }

  /** Makes it wait for `others`, on install and on upgrade. */
  addDependency(...others: readonly IDependable[]): void {
    this.dependencies.push(...others);
    this.cluster.touch();
  }

  private createRelease(profile: IProfile, props: ProfileSubscriptionProps): void {
    const { subscriptionName, namespace, cluster } = this;
    const targetNamespace = props.targetNamespace ?? profile.profileName;
    const release: Release = {
      chart: cluster.source(profile.artifact, namespace).chart,
      releaseName: props.releaseName ?? shortenReleaseName(subscriptionName),
      targetNamespace,
      options: props,
      values: props.values as JsonObject | undefined,
    };
    new FluxObject(this, 'Resource', {
      ...HELM_RELEASE,
      metadata: {
        name: subscriptionName,
        namespace,
        labels: { ...props.labels, ...this.labels() },
        annotations: { ...props.annotations, ...this.annotations(profile) },
      },
      annotate: () => this.namedDependencies(),
      produce: () => ({ spec: helmReleaseSpec(release, cluster.order.references(this.member)) }),
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
    };
  }

  /** Why it waits, for what reads the objects back: the names that no rule of layers gives. */
  private namedDependencies(): Record<string, string> {
    const named = this.cluster.order.namedBy(this.member);
    return named.length === 0 ? {} : { [ANNOTATIONS.dependsOn]: named.join(',') };
  }

  private checkNames(props: ProfileSubscriptionProps): void {
    const names = { 'subscription name': this.subscriptionName, namespace: this.namespace };
    for (const [what, value] of Object.entries({ ...names, 'target namespace': props.targetNamespace })) {
      if (value !== undefined && !isDnsLabel(value))
        this.report({ kind: 'invalid-name', what, value, rule: DNS_LABEL_RULE });
    }
    if (this.layer !== undefined && !(Number.isSafeInteger(this.layer) && this.layer >= 0)) {
      this.report({ kind: 'invalid-layer', value: String(this.layer) });
    }
  }

  private report(problem: Problem): void {
    this.problems.push({ ...problem, path: this.node.path });
  }
}
