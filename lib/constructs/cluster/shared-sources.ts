/**
 * The chart with the sources that clusters behind one API server share.
 */
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { FLEET, isMarked, mark, SOURCES } from '../tree/symbols';

/** Name of the chart and of its folder. */
export const SHARED_SOURCES = 'shared-sources';

/** The chart for the clusters in the app of `construct`, which is created when it is first needed; `undefined` if they share no sources. */
export function sharedSources(construct: IConstruct): Chart | undefined {
  const { root } = construct.node;
  if (!isMarked(root, FLEET)) return undefined;
  const { sharedSources: isAsked } = (root as unknown as { readonly [FLEET]: { readonly sharedSources?: boolean } })[
    FLEET
  ];
  if (isAsked !== true) return undefined;
  const known = root.node.children.find(child => isMarked(child, SOURCES));
  if (known !== undefined) return known as Chart;
  const chart = new Chart(root as Chart, SHARED_SOURCES);
  mark(chart, SOURCES);
  return chart;
}
