/**
 * The layers of the members whose catalogs declare a model. They are found together, because they may depend on what
 * else is installed.
 */
import { groupBy } from '../../model/data/group-by';
import { type DeclaredModel, mergeDeclarations, NO_DECLARATIONS, toModel } from '../../model/layers/declared-model';
import { type LayerFinding, toProblem } from '../../model/layers/layer-finding';
import type { Problem } from '../../model/problem';
import type { Placement } from '../../model/layers/placement';
import { checkLayers, layComponents, type LayeredSet } from '../../order/layered-set';
import type { InstallOrder } from '../../order/install-plan';
import type { LayeredProfile } from '../props/i-profile';
import type { Member } from '../tree/member';

type Declarations = LayeredProfile['declarations'];

/** Models by the files that they come from, which the clusters of a program share. */
const MODELS = new WeakMap<Declarations, DeclaredModel>();

/** What most clusters have. */
const NO_COMPONENTS = layComponents(toModel(NO_DECLARATIONS), []);

/** Layers at one moment. */
export class ClusterLayers {
  private readonly findings: readonly LayerFinding[];
  private readonly placements: ReadonlyMap<string, Placement>;
  private readonly set: LayeredSet;
  private readonly byComponent: ReadonlyMap<string | undefined, readonly Member[]>;

  constructor(
    members: readonly Member[],
    private readonly order: InstallOrder = 'layers',
  ) {
    const layered = members.filter(isLayered);
    this.byComponent = groupBy(layered, nameOf);
    if (layered.length === 0) {
      this.set = NO_COMPONENTS;
      this.placements = new Map();
      this.findings = [];
      return;
    }
    const model = modelOf(new Set(layered.map(member => member.layered.declarations)));
    const components = [...this.byComponent.values()].map(([first]) => first.layered!.component);
    this.set = layComponents(model, components);
    this.placements = new Map(this.set.placements.map(placement => [placement.component.name, placement]));
    const placements = this.set.placements.map(placement => this.withOwnLayer(placement));
    this.findings = checkLayers(model, { ...this.set, placements }, 'cluster');
  }

  /** The layer of `member`: its own, or that of the model. */
  of(member: Member): number | undefined {
    return member.layer ?? this.placements.get(nameOf(member) ?? '')?.layer;
  }

  /** Members that `member` depends on, and that its layer does not make it wait for. */
  dependenciesOf(member: Member): readonly Member[] {
    const dependencies = this.set.dependencies.get(nameOf(member) ?? '') ?? [];
    const own = this.of(member) ?? Infinity;
    return dependencies
      .flatMap(({ name }) => this.byComponent.get(name) ?? [])
      .filter(other => this.order === 'dependencies' || (this.of(other) ?? Infinity) >= own);
  }

  /** Findings that keep the cluster from being synthesized. */
  get problems(): Problem[] {
    return this.findings
      .filter(({ severity }) => severity === 'error')
      .map(finding => {
        const path = this.byComponent.get(finding.components[0])?.[0].construct.node.path;
        return { ...toProblem(finding), ...(path !== undefined && { path }) };
      });
  }

  get warnings(): readonly LayerFinding[] {
    return this.findings.filter(({ severity }) => severity === 'warning');
  }

  /** `placement` in the highest layer that one of its members has. */
  private withOwnLayer(placement: Placement): Placement {
    const layers = this.byComponent.get(placement.component.name)!.map(member => this.of(member));
    const layer = layers.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a));
    return layer === undefined || layer === placement.layer ? placement : { ...placement, layer, rule: 'declared' };
  }
}

function isLayered(member: Member): member is Member & { readonly layered: LayeredProfile } {
  return member.layered !== undefined;
}

function nameOf({ layered }: Member): string | undefined {
  return layered?.component.name;
}

function modelOf(declarations: ReadonlySet<Declarations>): DeclaredModel {
  const [first, ...others] = declarations;
  if (first === undefined || others.length > 0) return toModel(mergeDeclarations([...declarations]));
  const model = MODELS.get(first) ?? toModel(first);
  MODELS.set(first, model);
  return model;
}
