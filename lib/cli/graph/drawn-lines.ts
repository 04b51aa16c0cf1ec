/**
 * The lines of a graph as Mermaid and DOT draw them: between releases, layers, and junctions where
 * the lines of several releases meet.
 */
import type { ClusterGraph, GraphBundle, LineChange } from '../../order/cluster-graph/cluster-graph';

/** What a line begins or ends at. */
export type LineEnd =
  | { readonly kind: 'release'; readonly label: string }
  /** All releases of a layer, drawn around them. */
  | { readonly kind: 'layer'; readonly layer: number }
  /** A point, by its number in the graph. */
  | { readonly kind: 'junction'; readonly number: number };

/** A line, in the direction in which Flux installs. */
export interface DrawnLine {
  readonly first: LineEnd;
  readonly then: LineEnd;
  /** Whether it stands for all releases of a layer. */
  readonly isThick: boolean;
  /** Whether upgrades wait too. */
  readonly isInStep: boolean;
  /** Absent: it stays, or nothing is compared. */
  readonly change?: LineChange;
}

/** All lines of `graph`, and how many junctions they have. */
export function drawLines({ edges, bundles }: ClusterGraph): {
  readonly lines: readonly DrawnLine[];
  readonly junctions: number;
} {
  const lines: DrawnLine[] = edges.map(({ from, to, isInStep, change }) => {
    return { first: releaseEnd(to), then: releaseEnd(from), isThick: false, isInStep, change };
  });
  let junctions = 0;
  for (const bundle of bundles) {
    const { reason, notInStep, change } = bundle;
    const style = { isThick: reason === 'layer', isInStep: notInStep.length === 0, change };
    const firsts = endsOf(bundle, 'to');
    const thens = endsOf(bundle, 'from');
    if (firsts.length === 1 || thens.length === 1) {
      const pairs = firsts.flatMap(first => thens.map(then => ({ first, then, ...style })));
      lines.push(...pairs.filter(line => !isLoop(line)));
      continue;
    }
    const junction: LineEnd = { kind: 'junction', number: junctions++ };
    for (const first of firsts) lines.push({ first, then: junction, ...style });
    for (const then of thens) lines.push({ first: junction, then, ...style });
  }
  return { lines, junctions };
}

/** A layer as a whole, unless the line would lead from the layer into itself. */
function endsOf(bundle: GraphBundle, side: 'from' | 'to'): LineEnd[] {
  const layer = side === 'from' ? bundle.fromLayer : bundle.toLayer;
  const targets = new Set(bundle.to);
  const isInside = bundle.from.some(label => targets.has(label));
  return layer === undefined || isInside ? bundle[side].map(releaseEnd) : [{ kind: 'layer', layer }];
}

function isLoop({ first, then }: DrawnLine): boolean {
  return first.kind === 'release' && then.kind === 'release' && first.label === then.label;
}

function releaseEnd(label: string): LineEnd {
  return { kind: 'release', label };
}
