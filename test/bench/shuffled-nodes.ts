/**
 * Releases to plan: spread over layers, each naming one of the layer below, in an order that is
 * random but the same in every run.
 */
import type { InstallNode } from '../../lib/order/install-plan';

export function shuffledNodes(count: number, layers: number): InstallNode[] {
  const nodes = Array.from({ length: count }, (_, i): InstallNode => {
    const layer = i % layers;
    return { name: `profile-${i}`, layer, dependsOn: layer === 0 ? [] : [`profile-${i - 1}`] };
  });
  return shuffle(nodes);
}

/** Fisher-Yates shuffle, with the numbers of a linear congruential generator (Numerical Recipes). */
function shuffle<T>(items: T[]): T[] {
  let state = 1;
  for (let i = items.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}
