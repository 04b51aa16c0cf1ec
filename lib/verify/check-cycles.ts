/**
 * Objects that wait for each other in a circle: none of them is ever ready.
 */
import { idOf } from '../model/applied-cluster';
import { findCycles } from '../order/find-cycles';
import { itemsIn, specOf } from './cluster-index';
import { found, type VerifyFinding } from './verify-finding';
import type { Moment, WaitGraph } from './wait-graph';

/** One finding for each group of objects that wait for each other. */
export function checkCycles({ moments, before }: WaitGraph): VerifyFinding[] {
  const names = [...moments.keys()].sort();
  const positions = new Map(names.map((name, i) => [name, i]));
  const steps = names.map(name => ({
    name,
    layer: undefined,
    dependsOn: [...new Set(before.get(name) ?? [])].filter(other => positions.has(other)),
    dependsOnLayers: [],
    after: undefined,
  }));
  return findCycles(steps, [], positions).map(cycle => toFinding(cycle.map(({ name }) => moments.get(name)!)));
}

function toFinding(cycle: readonly Moment[]): VerifyFinding {
  const links = cycle.flatMap((moment, i) => {
    const next = cycle[(i + 1) % cycle.length];
    // the two moments of one object
    if (moment.object === next.object && moment.isReady && !next.isReady) return [];
    return [{ from: moment, to: next, word: wordFor(moment, next) }];
  });
  const isPlain = links.every(({ word }) => word === DEPENDS);
  const parts = links.map(({ to, word }) => `${word} ${idOf(to.object)}`);
  const chain = `${idOf(links[0].from.object)} ${parts.join(', which ')}`;
  const at = links.find(({ word }) => word === DEPENDS)?.from ?? links[0].from;
  const target = links.find(({ from }) => from === at)?.to.object;
  return found(
    isPlain ? 'dependency-cycle' : 'deadlock',
    `none of these is ever ready: ${chain}`,
    isPlain ? 'remove one of the dependencies' : 'remove one of the dependencies, or "wait" where it is not needed',
    locate(at, target),
  );
}

const DEPENDS = 'depends on';

function wordFor({ object, isReady }: Moment, next: Moment): string {
  if (isReady) return 'waits for';
  return next.isReady ? DEPENDS : object.parent === next.object ? 'is applied by' : DEPENDS;
}

function locate({ object }: Moment, target: Moment['object'] | undefined) {
  const index = itemsIn(specOf(object.object), 'dependsOn').findIndex(({ name }) => name === target?.name);
  return index === -1 ? object.locate('metadata', 'name') : object.locate('spec', 'dependsOn', index, 'name');
}
