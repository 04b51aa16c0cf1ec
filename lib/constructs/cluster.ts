/**
 * One cluster: a chart, and the scope of order.
 */
import { Chart } from 'cdk8s';
import { Construct, type IConstruct, type IDependable } from 'constructs';
import { type ChartLocation, type ChartSource, chartSource } from '../flux/source';
import type { JsonObject } from '../model/json';
import { LABELS, MANAGER } from '../model/labels';
import { groupBy } from '../model/group-by';
import { DNS_LABEL_RULE, isDnsLabel } from '../model/names';
import type { Problem } from '../model/problem';
import { describeProblem, sortProblems } from '../model/problem-words';
import { ProfilesError } from '../model/profiles-error';
import type { InstallOrder, InstallPlan, UnlayeredOrder } from '../order/install-plan';
import type { ICatalog } from './catalog';
import { checkAppOnce } from './check-app';
import { checkOptions } from './check-options';
import { checkReleases } from './check-releases';
import { checkSource } from './check-source';
import { ClusterOrder } from './cluster-order';
import { type ClusterScope, clusterOf, fleetOf, type SourceUse } from './cluster-scope';
import { FluxObject } from './flux-object';
import { inheritSource } from './inherit-options';
import { Layer } from './layer';
import type { Member } from './member';
import { corruptedOutputs } from './lost-outputs';
import { duplicateObjects, objectsOf } from './objects';
import type { IProfile } from './profile';
import { ProfileSubscription } from './profile-subscription';
import type { Inheritance, SubscriptionDefaults, SubscriptionOptions } from './subscription-options';
import { CLUSTER, mark, PROBLEMS } from './symbols';

export interface ClusterProps extends Inheritance {
  /** Name of its output and in its annotations: a DNS label. @default the id */
  readonly clusterName?: string;
  /** Namespace of the Flux objects. @default 'flux-system' */
  readonly namespace?: string;
  /** Where profiles given by name are looked up. */
  readonly catalog?: ICatalog;
  /** What a release waits for beside what it names. @default 'layers' */
  readonly order?: InstallOrder;
  /** As for each subscription. @default 'lockstep' */
  readonly upgradeOrder?: SubscriptionDefaults['upgradeOrder'];
  /** When releases without a layer are installed. @default 'last' */
  readonly unlayered?: UnlayeredOrder;
  /** Namespaces that exist without the program, beside Kubernetes' own. */
  readonly existingNamespaces?: readonly string[];
  /** Let Flux replace `${name}` in our objects (`postBuild` of the Kustomization). @default false: they are annotated against it */
  readonly substitute?: boolean;
  /** On every object of the cluster. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** How `Cluster.subscribe` installs a profile. */
export interface SubscribeOptions extends SubscriptionOptions {
  /** Id of the subscription. @default `subscriptionName`, or the profile's name */
  readonly id?: string;
}

export class Cluster extends Chart implements ClusterScope {
  /** The cluster around `construct`; throws ProfilesError when there is none. */
  static override of(construct: IConstruct): Cluster {
    return clusterOf(construct) as Cluster;
  }

  readonly clusterName: string;
  declare readonly namespace: string;
  readonly catalog?: ICatalog;
  private readonly members: Member[] = [];
  private readonly sources: Construct;
  private readonly sourceProblems = new Map<string, readonly Problem[]>();
  private readonly props: ClusterProps;
  /** As of the last change; forgotten with the next. */
  private current?: ClusterOrder;
  private found?: { readonly problems: readonly Problem[]; readonly byPath: ReadonlyMap<string, readonly Problem[]> };
  /** What its fleet gives; absent under stock App. */
  private readonly inherited?: Inheritance;

  constructor(scope: Construct, id: string, props: ClusterProps = {}) {
    const namespace = props.namespace ?? 'flux-system';
    super(scope, id, { namespace, labels: { ...props.labels } });
    this.clusterName = props.clusterName ?? id;
    this.catalog = props.catalog;
    this.props = props;
    this.inherited = fleetOf(this);
    mark(this, CLUSTER);
    mark(this, PROBLEMS, () => this.plan.problems);
    checkAppOnce(this);
    this.sources = new Construct(this, 'Sources');
    this.node.addValidation({ validate: () => this.problemsAt(this.node.path).map(describeProblem) });
  }

  /** Installs `profile`, given or by name; the same as creating a ProfileSubscription in this cluster. */
  subscribe(profile: IProfile | string, options: SubscribeOptions = {}): ProfileSubscription {
    const { id, ...rest } = options;
    const name = typeof profile === 'string' ? profile : profile.profileName;
    return new ProfileSubscription(this, id ?? rest.subscriptionName ?? name, { ...rest, profile });
  }

  /** Everything in layer `number`, to wait for. */
  layer(number: number): IDependable {
    return new Layer(this, number);
  }

  /** What waits for what, and why, problems included. Worked out anew at each call. */
  get plan(): InstallPlan {
    this.touch();
    return { ...this.order.plan, problems: this.problems.problems };
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
    this.touch();
  }

  /** @internal */
  touch(): void {
    this.current = undefined;
    this.found = undefined;
  }

  /** @internal */
  get substitute(): boolean {
    return this.props.substitute ?? false;
  }

  /** @internal */
  get defaults(): readonly (SubscriptionDefaults | undefined)[] {
    const { upgradeOrder, defaults } = this.props;
    return [{ ...defaults, upgradeOrder: upgradeOrder ?? defaults?.upgradeOrder }, this.inherited?.defaults];
  }

  /** @internal */
  source(location: ChartLocation, { namespace, isRemote }: SourceUse): ChartSource {
    const options = inheritSource(location.repository, this.props, this.inherited);
    this.sourceProblems.set(location.repository, checkSource(location.repository, options));
    const source = chartSource(location, options, isRemote ? `${this.clusterName}-` : '');
    const { apiVersion, kind, name, spec } = source;
    const id = `${kind}.${namespace}.${name}`;
    if (this.sources.node.tryFindChild(id) === undefined) {
      const metadata = { name, namespace, labels: { [LABELS.managedBy]: MANAGER } };
      new FluxObject(this.sources, id, { apiVersion, kind, metadata, body: { spec }, substitute: this.substitute });
    }
    return source;
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
    const objects = objectsOf(this);
    const problems: Problem[] = [
      ...this.ownProblems().map(problem => ({ ...problem, path: this.node.path })),
      ...this.members.flatMap(member => member.problems),
      ...this.order.problems,
      ...duplicateObjects(objects),
      ...checkReleases(this.members, objects, [this.namespace, ...(this.props.existingNamespaces ?? [])]),
    ];
    if (problems.length > 0 || this.inherited !== undefined) return sortProblems(problems);
    return corruptedOutputs(objects);
  }

  private ownProblems(): Problem[] {
    const names = { 'cluster name': this.clusterName, namespace: this.namespace };
    const invalid = Object.entries(names).filter(([, value]) => !isDnsLabel(value));
    return [
      ...invalid.map(([what, value]): Problem => ({ kind: 'invalid-name', what, value, rule: DNS_LABEL_RULE })),
      ...checkOptions(this.props.defaults ?? {}),
      ...[...this.sourceProblems.values()].flat(),
    ];
  }
}
