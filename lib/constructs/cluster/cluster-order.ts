/**
 * The order of one cluster at one moment: its plan, and what it adds to the object of each member.
 */
import type { ApiObject } from 'cdk8s';
import { dependencyReferences } from '../../flux/dependency-references';
import { uninstallAboveOthers } from '../../flux/helm-release';
import type { ReadyRule } from '../../flux/ready-expr';
import type { DependencyReference } from '../../flux/release';
import { relaysOfWave } from '../../flux/events/relay';
import { releaseContent } from '../../flux/release-content';
import { releaseSeconds, uninstallSeconds } from '../../flux/release-timeout';
import { ANNOTATIONS, LABELS } from '../../model/labels';
import { formatLayer } from '../../model/layer';
import { contentHash, qualifiedName } from '../../model/names';
import { edgesOf, tryStep } from '../../order/edges-of';
import type { InstallEdge, InstallPlan, InstallStep } from '../../order/install-plan';
import { longestPath } from '../../order/longest-path';
import { wavesOf } from '../../order/plan-waves';
import { planInstall, type PlanInstallOptions } from '../../order/plan-install';
import { followsRule, isHeld, revisionsOf } from '../../order/revisions';
import { ClusterLayers } from './cluster-layers';
import { clusterNodes, type ClusterNodes } from './cluster-nodes';
import type { ClusterScope } from '../tree/cluster-scope';
import type { FluxObject, OrderedFields, OrderMoment } from '../tree/flux-object';
import { isMarked, KUSTOMIZATION, RELAYS } from '../tree/symbols';
import type { Member } from '../tree/member';

/** The order at the moment when it is created. */
export class ClusterOrder implements OrderMoment {
  readonly plan: InstallPlan;
  readonly layers: ClusterLayers;
  private readonly read: ClusterNodes;
  /** By name of the node. */
  private readonly revisions: ReadonlyMap<string, string>;
  /** HelmReleases by name of the node, except those that are made elsewhere. */
  private readonly resources: ReadonlyMap<string, FluxObject>;
  private readonly memberOf: ReadonlyMap<ApiObject, Member>;
  /** References shared by the releases that wait only by the rule of layers. */
  private readonly shared = new Map<string, readonly DependencyReference[]>();
  /** Found on first use. */
  private found?: ClusterOrder['planned'];

  constructor(
    private readonly cluster: ClusterScope,
    members: readonly Member[],
    options: PlanInstallOptions,
  ) {
    this.layers = new ClusterLayers(members, options.order);
    this.read = clusterNodes(cluster, members, this, this.layers);
    this.plan = planInstall(this.read.nodes, options);
    this.resources = new Map(
      members.flatMap(member => (member.resource ? [[this.nameOf(member), member.resource]] : [])),
    );
    this.memberOf = new Map(members.flatMap(member => (member.resource ? [[member.resource, member]] : [])));
    this.revisions = this.findRevisions();
  }

  /** Problems of the order. */
  get problems(): InstallPlan['problems'] {
    return [...this.layers.problems, ...this.read.problems, ...this.plan.problems];
  }

  /** The layer of `member`, computed or not. */
  layerOf(member: Member): number | undefined {
    return this.layers.of(member);
  }

  /** What the order adds to `object`, the HelmRelease of a member. */
  fieldsOf(object: ApiObject): OrderedFields {
    const member = this.memberOf.get(object);
    const step = member && tryStep(this.plan, this.nameOf(member));
    if (member === undefined || step === undefined) return { labels: {}, annotations: {} };
    const revision = this.revisions.get(step.name);
    const named = this.namedBy(step);
    const dependsOn = this.references(step, member.namespace);
    const layer = member.layer === undefined ? this.layerOf(member) : undefined;
    const wokenBy = this.wokenBy(step.name);
    return {
      labels: {
        ...(revision !== undefined && { [LABELS.revision]: revision }),
        ...(layer !== undefined && { [LABELS.appliedLayer]: formatLayer(layer) }),
      },
      annotations: {
        ...(named.length > 0 && { [ANNOTATIONS.dependsOn]: named.join(',') }),
        ...(wokenBy.length > 0 && { [ANNOTATIONS.wokenBy]: wokenBy.join(',') }),
      },
      ...(dependsOn.length > 0 && { dependsOn }),
      // a Kustomization owns nothing
      ...(!isMarked(member.construct, KUSTOMIZATION) && { uninstall: uninstallAboveOthers }),
    };
  }

  /** Time for a rollout, with the releases of the slowest path one after the other, or for the slowest uninstall. */
  get timeoutSeconds(): number {
    const rollout = longestPath(this.plan, name => releaseSeconds(this.resources.get(name)?.specAt(this)));
    const uninstalls = [...this.resources.values()].map(resource => uninstallSeconds(resource.specAt(this)));
    return uninstalls.reduce((a, b) => Math.max(a, b), rollout);
  }

  /** The HelmReleases of each wave, and a hash of what they install; empty if there are problems, as in a cycle. */
  get waves(): readonly {
    readonly objects: readonly { readonly name: string; readonly namespace: string }[];
    readonly content: string;
  }[] {
    return this.planned.waves.map(names => ({
      objects: names.map(name => this.read.objects.get(name)!),
      content: contentHash(JSON.stringify(names.map(name => [name, this.contentOf(name)]))),
    }));
  }

  /** Whether any release waits for `member`. */
  isWaitedFor(member: Member): boolean {
    const name = this.nameOf(member);
    return this.plan.steps.some(step => edgesOf(this.plan, step).some(({ to }) => to === name));
  }

  /** The relays of the wave below the release `name`. */
  private wokenBy(name: string): string[] {
    if (!isMarked(this.cluster, RELAYS)) return [];
    const wave = this.planned.waveOf.get(name) ?? 0;
    return wave === 0 ? [] : relaysOfWave(this.cluster.clusterName, wave - 1);
  }

  private get planned(): {
    readonly waves: readonly (readonly string[])[];
    readonly waveOf: ReadonlyMap<string, number>;
  } {
    if (this.found !== undefined) return this.found;
    const waves = this.problems.length > 0 ? [] : wavesOf(this.plan);
    return (this.found = { waves, waveOf: new Map(waves.flatMap((names, i) => names.map(name => [name, i]))) });
  }

  /** What `step` waits for because it names it; everything else comes from its layer. */
  private namedBy(step: InstallStep): string[] {
    if (followsRule(step)) return [];
    return edgesOf(this.plan, step).flatMap(({ to, reason }) => (reason === 'named' ? to : []));
  }

  /** What `step` waits for, in Flux's form, frozen; steps that wait for the same share one list. */
  private references(step: InstallStep, home: string): readonly DependencyReference[] {
    if (!followsRule(step)) return this.toReferences(step, home);
    const key = `${step.after} ${step.isInStep} ${home}`;
    const known = this.shared.get(key) ?? this.toReferences(step, home);
    this.shared.set(key, known);
    return known;
  }

  private toReferences(step: InstallStep, home: string): readonly DependencyReference[] {
    const waits = edgesOf(this.plan, step).map(edge => {
      const { name, namespace } = this.read.objects.get(edge.to)!;
      return { name, namespace, until: this.waitsUntil(step, edge) };
    });
    return Object.freeze(dependencyReferences(waits, home));
  }

  private waitsUntil(step: InstallStep, { to, notInStep }: InstallEdge): ReadyRule | undefined {
    const revision = this.revisions.get(to);
    if (revision !== undefined && isHeld(notInStep)) return { kind: 'revision', revision };
    if (step.independentOf.includes(to)) return { kind: 'install' };
    return step.isInStep && this.revisions.has(step.name) ? { kind: 'ready' } : undefined;
  }

  /** Empty if nothing is in lockstep, or if there are problems, because a cycle has no revisions. */
  private findRevisions(): ReadonlyMap<string, string> {
    if (this.problems.length > 0 || !this.plan.steps.some(({ isInStep }) => isInStep)) return new Map();
    return revisionsOf(this.plan, name => this.contentOf(name));
  }

  /** Absent: made elsewhere. */
  private contentOf(name: string): string | undefined {
    const resource = this.resources.get(name);
    return resource && releaseContent(resource.specAt(this));
  }

  private nameOf({ name, namespace }: Member): string {
    return qualifiedName(name, namespace, this.cluster.namespace);
  }
}
