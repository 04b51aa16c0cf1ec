/**
 * Pairs of releases whose upgrades `dependsOn` does not put in order: a release between them that does not change is
 * ready all the time.
 */
import { idOf, isRelease } from '../model/applied-cluster';
import { type ClusterIndex } from './cluster-index';
import { found, type VerifyFinding } from './verify-finding';

/** Names that a message lists. */
const MOST_NAMES = 3;

/** One finding for each release with indirect dependencies. */
export function checkUpgradeOrder(index: ClusterIndex): VerifyFinding[] {
  return index.members.filter(isRelease).flatMap(release => {
    const direct = index.dependenciesOf(release);
    if (direct.length === 0 || direct.some(({ entry }) => entry.readyExpr !== undefined)) return [];
    const known = new Set(direct.flatMap(({ target }) => target ?? []));
    const indirect = new Map<string, string>();
    for (const via of known) {
      for (const { target, entry } of index.dependenciesOf(via)) {
        if (target === undefined || known.has(target) || target === release || entry.readyExpr !== undefined) continue;
        indirect.set(idOf(target), idOf(via));
      }
    }
    if (indirect.size === 0) return [];
    const names = [...indirect].sort().map(([name, via]) => `${name} (behind ${via})`);
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
    const what = `an upgrade of ${idOf(release)} does not wait for one of ${names.slice(0, MOST_NAMES).join(', ')}${more} in the same commit`;
    return [found('upgrade-order', what, 'name it in "dependsOn" too', release.locate('spec', 'dependsOn'))];
  });
}
