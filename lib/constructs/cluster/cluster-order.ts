/**
 * The order of one cluster at one moment: its plan, and what it adds to the object of each member.
 */
import type { ApiObject } from 'cdk8s';
import { uninstallAboveOthers } from '../../flux/helm-release';
import { relaysOfWave } from '../../flux/events/relay';
import { releaseContent } from '../../flux/release-content';
import { releaseSeconds, uninstallSeconds } from '../../flux/release-timeout';
import { ANNOTATIONS, LABELS } from '../../model/labels';
import { formatLayer } from '../../model/layer';
import { contentHash, qualifiedName } from '../../model/names';
import { edgesOf, tryStep } from '../../order/edges-of';
import type { InstallPlan, InstallStep } from '../../order/install-plan';
import { longestPath } from '../../order/longest-path';
import { wavesOf } from '../../order/plan-waves';
import type { PlanInstallOptions } from '../../order/plan-install';
import { followsRule } from '../../order/revisions';
import { ClusterLayers } from './cluster-layers';
import { clusterNodes, type ClusterNodes } from './cluster-nodes';
import { PlannedReleases } from './planned-releases';
import type { ClusterScope } from '../tree/cluster-scope';
import type { FluxObject, OrderedFields, OrderMoment } from '../tree/flux-object';
import { isMarked, KUSTOMIZATION, RELAYS } from '../tree/symbols';
import type { Member } from '../tree/member';

/** The order at the moment when it is created. */
export class ClusterOrder implements OrderMoment {
  readonly layers: ClusterLayers;
  private readonly objects: ClusterNodes['objects'];
  private readonly nodeProblems: ClusterNodes['problems'];
  private readonly releases: PlannedReleases;
  /** HelmReleases by name of the node, except those that are made elsewhere. */
  private readonly resources: ReadonlyMap<string, FluxObject>;
  private readonly memberOf: ReadonlyMap<ApiObject, Member>;
  /** Found on first use. */
  private found?: ClusterOrder['planned'];

  constructor(
    private readonly cluster: ClusterScope,
    members: readonly Member[],
    { order, unlayered }: PlanInstallOptions,
  ) {
    this.layers = new ClusterLayers(members, order);
    const { nodes, objects, problems } = clusterNodes(cluster, members, this, this.layers);
    this.objects = objects;
    this.nodeProblems = problems;
    this.resources = new Map(
      members.flatMap(member => (member.resource ? [[this.nameOf(member), member.resource]] : [])),
    );
    this.memberOf = new Map(members.flatMap(member => (member.resource ? [[member.resource, member]] : [])));
    this.releases = PlannedReleases.of(cluster.node.root, {
      nodes,
      objects,
      options: { order, unlayered },
      namespace: cluster.namespace,
      contentOf: name => this.contentOf(name),
      areWrong: this.layers.problems.length + problems.length > 0,
    });
  }

  get plan(): InstallPlan {
    return this.releases.plan;
  }

  /** Problems of the order. */
  get problems(): InstallPlan['problems'] {
    return [...this.layers.problems, ...this.nodeProblems, ...this.plan.problems];
  }

  /** The layer of `member`, computed or not. */
  layerOf(member: Member): number | undefined {
    return this.layers.of(member);
  }

  /** What the order adds to `object`, the HelmRelease of a member. */
  fieldsOf(object: ApiObject): OrderedFields {
    const member = this.memberOf.get(object);
    const step = member && tryStep(this.plan, this.nameOf(member));
    if (member === undefined || step === undefined) return {};
    const layer = member.layer === undefined ? this.layerOf(member) : undefined;
    const dependsOn = this.releases.references(step, member.namespace);
    return {
      labels: {
        [LABELS.revision]: this.releases.revisions.get(step.name),
        [LABELS.appliedLayer]: layer === undefined ? undefined : formatLayer(layer),
      },
      annotations: {
        [ANNOTATIONS.dependsOn]: listOf(this.namedBy(step)),
        [ANNOTATIONS.wokenBy]: listOf(this.wokenBy(step.name)),
      },
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
      // a Kustomization owns nothing
      uninstall: isMarked(member.construct, KUSTOMIZATION) ? undefined : uninstallAboveOthers,
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
      objects: names.map(name => this.objects.get(name)!),
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

  /** Absent: made elsewhere. */
  private contentOf(name: string): string | undefined {
    const resource = this.resources.get(name);
    return resource && releaseContent(resource.specAt(this));
  }

  private nameOf({ name, namespace }: Member): string {
    return qualifiedName(name, namespace, this.cluster.namespace);
  }
}

function listOf(names: readonly string[]): string | undefined {
  return names.length > 0 ? names.join(',') : undefined;
}
