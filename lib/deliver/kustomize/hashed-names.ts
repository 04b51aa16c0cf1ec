/**
 * ConfigMaps and Secrets whose names end in a hash of their content, because kustomize generates them.
 */
import { recordIn, recordsIn, textIn } from '../../model/data/fields';
import type { Fields } from '../../model/data/json';
import type { FileTree } from './file-tree';
import { isPlain } from './object-sources';

const GENERATORS = [['configMapGenerator', 'ConfigMap'], ['secretGenerator', 'Secret']] as const; // prettier-ignore
const OVERLAY = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;

/** `ConfigMap podinfo-values`: kind and name, without the hash, of all that the overlays in `tree` generate. */
export function hashedNames(tree: FileTree): ReadonlySet<string> {
  const overlays = tree.paths().filter(path => OVERLAY.test(path));
  return new Set(overlays.flatMap(path => generatedIn(tree.file(path)?.parse().objects[0]?.object ?? {})));
}

function generatedIn(overlay: Fields): string[] {
  if (isPlain(recordIn(overlay, 'generatorOptions'))) return [];
  return GENERATORS.flatMap(([field, kind]) =>
    recordsIn(overlay, field)
      .filter(item => !isPlain(recordIn(item, 'options')))
      .map(item => `${kind} ${textIn(item, 'name')}`),
  );
}
