/**
 * The plan of a cluster, the revisions of its releases, and what they refer to.
 *
 * Clusters whose releases are the same share one, because most clusters of a fleet are.
 */
import type { IConstruct } from 'constructs';
import { dependencyReferences } from '../../flux/dependency-references';
import type { ReadyRule } from '../../flux/ready-expr';
import type { DependencyReference } from '../../flux/release';
import { RecentValues } from '../../model/data/recent-values';
import { edgesOf } from '../../order/edges-of';
import type { InstallEdge, InstallNode, InstallPlan, InstallStep } from '../../order/install-plan';
import { planInstall, type PlanInstallOptions } from '../../order/plan-install';
import { followsRule, isHeld, revisionsOf } from '../../order/revisions';

/** Everything that plan, revisions and references depend on. */
export interface ReleasesToPlan {
  readonly nodes: readonly InstallNode[];
  /** What each node installs; `undefined` if it is made elsewhere. Called only if something is in lockstep. */
  readonly contentOf: (name: string) => string | undefined;
  /** The object of each node. */
  readonly objects: ReadonlyMap<string, { readonly name: string; readonly namespace: string }>;
  /** Namespace in which the name of a node is that of its object. */
  readonly namespace: string;
  /** Whether the nodes have problems, with which there are no revisions. */
  readonly areWrong: boolean;
  readonly options: PlanInstallOptions;
}

/** By the root of the construct tree. */
const PLANNED = new RecentValues<IConstruct, PlannedReleases>();

export class PlannedReleases {
  /** Those of the last clusters in the app of `root`, if the releases are the same. */
  static of(root: IConstruct, releases: ReleasesToPlan): PlannedReleases {
    const isInStep = releases.nodes.some(node => node.waits !== false && node.isInStep !== false);
    const contents = releases.nodes.map(({ name }) => (isInStep ? releases.contentOf(name) : undefined));
    const same = PLANNED.find(root, other => other.isFor(releases, contents));
    if (same !== undefined) return same;
    const planned = new PlannedReleases(releases, contents);
    if (planned.isSound) PLANNED.add(root, planned);
    return planned;
  }

  readonly plan: InstallPlan;
  /** By name of the node; empty if nothing is in lockstep, or if there are problems, because a cycle has no revisions. */
  readonly revisions: ReadonlyMap<string, string>;
  private readonly isSound: boolean;
  /** References shared by the releases that wait only by the rule of layers. */
  private readonly shared = new Map<string, readonly DependencyReference[]>();

  private constructor(
    private readonly releases: ReleasesToPlan,
    private readonly contents: readonly (string | undefined)[],
  ) {
    const { nodes, options, areWrong } = releases;
    this.plan = planInstall(nodes, options);
    this.isSound = !areWrong && this.plan.problems.length === 0;
    const contentOf = new Map(nodes.map(({ name }, i) => [name, contents[i]]));
    const areHeld = this.isSound && this.plan.steps.some(({ isInStep }) => isInStep);
    this.revisions = areHeld ? revisionsOf(this.plan, name => contentOf.get(name)) : new Map();
  }

  /** What `step` waits for, in Flux's form, frozen; steps that wait for the same share one list. */
  references(step: InstallStep, home: string): readonly DependencyReference[] {
    const key = followsRule(step) ? `${step.after} ${step.isInStep} ${home}` : `of ${step.name}`;
    const known = this.shared.get(key) ?? this.toReferences(step, home);
    this.shared.set(key, known);
    return known;
  }

  private isFor({ nodes, namespace, options }: ReleasesToPlan, contents: readonly (string | undefined)[]): boolean {
    const own = this.releases;
    return (
      nodes.length === own.nodes.length &&
      namespace === own.namespace &&
      options.order === own.options.order &&
      options.unlayered === own.options.unlayered &&
      nodes.every((node, i) => contents[i] === this.contents[i] && isSameNode(node, own.nodes[i]))
    );
  }

  private toReferences(step: InstallStep, home: string): readonly DependencyReference[] {
    const waits = edgesOf(this.plan, step).map(edge => {
      const { name, namespace } = this.releases.objects.get(edge.to)!;
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
}

/** Whether two nodes are the same, except for their paths. */
function isSameNode(a: InstallNode, b: InstallNode): boolean {
  return (
    a.name === b.name &&
    a.layer === b.layer &&
    a.waits === b.waits &&
    a.isInStep === b.isInStep &&
    a.hasForeignValues === b.hasForeignValues &&
    isSameList(a.dependsOn, b.dependsOn) &&
    isSameList(a.dependsOnLayers, b.dependsOnLayers) &&
    isSameList(a.independentOf, b.independentOf)
  );
}

function isSameList<T>(a: readonly T[] = [], b: readonly T[] = []): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
