/**
 * Releases whose values are in an object that kustomize generates. Its name changes with its content, and outside of the
 * overlay nothing writes the new one into the release.
 */
import { type AppliedCluster, idOf } from '../../model/applied-cluster';
import { releasesByHand } from '../../model/by-hand/import-cluster';
import { recordIn, recordsIn, textIn } from '../../model/data/fields';

/** The hash that kustomize appends. */
const HASH = /-[2456789bcdfghkmt]{10}$/;

/** Why releases in `source` stay as they are, by `HelmRelease namespace/name`; `names` are as in `ConfigMap values`. */
export function refuseHashed(source: AppliedCluster, names: ReadonlySet<string>): Map<string, string> {
  const refused = new Map<string, string>();
  for (const release of releasesByHand(source)) {
    for (const reference of recordsIn(recordIn(release.object, 'spec'), 'valuesFrom')) {
      const [kind, name] = [textIn(reference, 'kind'), textIn(reference, 'name') ?? ''];
      const isHashed = [name, name.replace(HASH, '')].some(each => names.has(`${kind} ${each}`));
      if (isHashed) refused.set(idOf(release), `kustomize changes the name of ${kind} "${name}", which has its values, with their content. Set "disableNameSuffixHash" in "options" of its generator, or write the values into the HelmRelease`); // prettier-ignore
    }
  }
  return refused;
}
