/**
 * Turns the members of a cluster and their dependencies into nodes to plan.
 */
import { ApiObject } from 'cdk8s';
import type { IConstruct, IDependable } from 'constructs';
import type { JsonObject } from '../../model/data/json';
import { qualifiedName } from '../../model/names';
import type { Problem } from '../../model/problem';
import type { InstallNode } from '../../order/install-plan';
import { type ClusterScope, tryClusterOf } from '../tree/cluster-scope';
import { findReleases, type FoundRelease, isHelmRelease, tryMemberOf, tryRootsOf } from '../tree/find-members';
import type { OrderMoment } from '../tree/flux-object';
import { Layer } from '../tree/layer';
import type { ClusterLayers } from './cluster-layers';
import type { Member } from '../tree/member';

/** Nodes, their objects, and problems of the dependencies. */
export interface ClusterNodes {
  readonly nodes: readonly InstallNode[];
  /** `metadata` of each node's HelmRelease. */
  readonly objects: ReadonlyMap<string, { readonly name: string; readonly namespace: string }>;
  readonly problems: readonly Problem[];
}

/** Reads the `members` of `cluster` at `moment`. */
export function clusterNodes(
  cluster: ClusterScope,
  members: readonly Member[],
  moment: OrderMoment,
  layers: ClusterLayers,
): ClusterNodes {
  return new NodeReader(cluster, members, moment, layers).read();
}

class NodeReader implements ClusterNodes {
  readonly nodes: InstallNode[] = [];
  readonly objects = new Map<string, { name: string; namespace: string }>();
  readonly problems: Problem[] = [];
  private readonly byHand = new Map<string, InstallNode>();
  /** Cached, because many may wait for one construct. */
  private readonly found = new Map<IConstruct, readonly FoundRelease[]>();

  constructor(
    private readonly cluster: ClusterScope,
    private readonly members: readonly Member[],
    private readonly moment: OrderMoment,
    private readonly layers: ClusterLayers,
  ) {}

  read(): ClusterNodes {
    for (const member of this.members) this.objects.set(this.nameOf(member), member);
    for (const member of this.members) this.nodes.push(this.toNode(member));
    this.nodes.push(...this.byHand.values());
    return this;
  }

  private toNode(member: Member): InstallNode {
    const { waits, isInStep, construct, resource } = member;
    const layer = this.layers.of(member);
    const name = this.nameOf(member);
    const dependsOn = this.layers.dependenciesOf(member).map(other => this.nameOf(other));
    const dependsOnLayers: number[] = [];
    for (const dependable of member.dependsOn) {
      if (Layer.isLayer(dependable)) dependsOnLayers.push(...this.layerNumber(name, member, dependable));
      else dependsOn.push(...this.namesIn(name, member, dependable));
    }
    const independentOf = member.independentOf.flatMap(dependable =>
      Layer.isLayer(dependable)
        ? this.layerNumber(name, member, dependable).flatMap(layer => this.namesInLayer(layer))
        : this.namesIn(name, member, dependable),
    );
    const hasForeignValues = resource !== undefined && this.hasForeignValues(member, resource.specAt(this.moment));
    const path = construct.node.path;
    // a member without a release was reported already: it does not wait, and is not part of a cycle
    if (waits && resource === undefined) return { name, waits: false, path };
    return { name, layer, waits, isInStep, dependsOn, dependsOnLayers, independentOf, hasForeignValues, path };
  }

  private namesInLayer(layer: number): string[] {
    return this.members.filter(member => this.layers.of(member) === layer).map(member => this.nameOf(member));
  }

  /** Whether values come from objects whose names do not contain a hash of their content. */
  private hasForeignValues({ ownValues, isContentNamed = true }: Member, spec: JsonObject): boolean {
    if (!isContentNamed) return true;
    const references = (spec.valuesFrom ?? []) as unknown as readonly {
      readonly kind: string;
      readonly name: string;
    }[];
    return references.some(({ kind, name }) => kind !== 'ConfigMap' || ownValues?.has(name) !== true);
  }

  private layerNumber(from: string, member: Member, layer: Layer): number[] {
    const path = member.construct.node.path;
    if (layer.cluster !== (this.cluster as IConstruct)) {
      const cluster = layer.cluster.node.path;
      this.problems.push({ kind: 'foreign-dependency', from, to: `layer ${layer.number}`, cluster, path });
      return [];
    }
    if (this.members.some(other => this.layers.of(other) === layer.number && other !== member)) return [layer.number];
    this.problems.push({ kind: 'empty-dependency', from, to: `layer ${layer.number}`, path });
    return [];
  }

  private namesIn(from: string, member: Member, dependable: IDependable): string[] {
    const path = member.construct.node.path;
    const roots = tryRootsOf(dependable);
    if (roots === undefined) {
      const what = `"${from}" waits for ${JSON.stringify(dependable) ?? 'undefined'}, which is not a construct`;
      const remedy = 'put subscriptions, constructs or layers into dependsOn';
      this.problems.push({ kind: 'invalid-props', what, remedy, path });
    }
    return (roots ?? []).flatMap(root => this.namesInConstruct(from, member, root));
  }

  private namesInConstruct(from: string, member: Member, root: IConstruct): string[] {
    const path = member.construct.node.path;
    const owner = tryClusterOf(root);
    const to = root.node.path;
    if (owner !== undefined && owner !== this.cluster) {
      this.problems.push({ kind: 'foreign-dependency', from, to, cluster: owner.clusterName, path });
      return [];
    }
    const found = ApiObject.isApiObject(root) ? this.objectToWaitFor(root) : this.releasesIn(root);
    if (found === undefined) {
      this.problems.push({ kind: 'unwaitable-dependency', from, to, apiKind: (root as ApiObject).kind, path });
      return [];
    }
    const foreign = found.find(release => tryClusterOf(constructOf(release)) !== this.cluster);
    if (foreign !== undefined) {
      const cluster = tryClusterOf(constructOf(foreign))?.clusterName ?? '';
      this.problems.push({ kind: 'foreign-dependency', from, to, cluster, path });
      return [];
    }
    // a member inside a construct does not wait for itself; naming itself directly is a problem
    const others = found.filter(release => release !== member || root === member.construct);
    if (others.length === 0) this.problems.push({ kind: 'empty-dependency', from, to, path });
    return others.map(release => this.nameOfFound(release));
  }

  private objectToWaitFor(object: ApiObject): readonly FoundRelease[] | undefined {
    const member = tryMemberOf(object);
    if (member !== undefined) return [member];
    return isHelmRelease(object) ? [object] : undefined;
  }

  private releasesIn(root: IConstruct): readonly FoundRelease[] {
    const known = this.found.get(root) ?? findReleases(root);
    this.found.set(root, known);
    return known;
  }

  /** Name of the node; a HelmRelease that the program created itself becomes one when something waits for it. */
  private nameOfFound(release: FoundRelease): string {
    if (!ApiObject.isApiObject(release)) return this.nameOf(release);
    const { name, namespace = this.cluster.namespace } = release.metadata;
    const object = { name: name!, namespace };
    const node = this.nameOf(object);
    if (!this.objects.has(node)) {
      this.objects.set(node, object);
      this.byHand.set(node, { name: node, waits: false, path: release.node.path });
    }
    return node;
  }

  private nameOf({ name, namespace }: { readonly name: string; readonly namespace: string }): string {
    return qualifiedName(name, namespace, this.cluster.namespace);
  }
}

function constructOf(release: FoundRelease): IConstruct {
  return ApiObject.isApiObject(release) ? release : release.construct;
}
