/**
 * The longest chain of releases that wait for each other, which decides how long an install takes.
 */
import { installWaves } from '../install-waves';

/**
 * Keys of `waitsFor`, the first to be installed first. Of several chains of one length, the first by
 * name from its end; what is in a cycle, or waits for one, is left out.
 */
export function longestWay(waitsFor: ReadonlyMap<string, readonly string[]>): string[] {
  const waves = installWaves(waitsFor);
  const finite = [...waves].filter(([, wave]) => wave !== Infinity);
  const last = finite.reduce((most, [, wave]) => Math.max(most, wave), -1);
  const way: string[] = [];
  let candidates = finite.map(([label]) => label);
  for (let wave = last; wave >= 0; wave--) {
    const [label] = candidates.filter(name => waves.get(name) === wave).sort();
    way.unshift(label);
    candidates = [...waitsFor.get(label)!];
  }
  return way;
}
