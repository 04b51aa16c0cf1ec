/**
 * The `kustomization.yaml` of a folder, and the patches in it.
 */
import type { PathStep } from '../../model/applied-cluster';
import { recordsIn, textIn, textsIn } from '../../model/data/fields';
import { type Fields, isRecord } from '../../model/data/json';
import type { FileLocation } from '../../model/yaml/file-location';
import type { OverlayPatch } from './patch-objects';
import { withoutAccess } from './remote-entry';

/** The `kustomization.yaml` of a folder. */
export interface Overlay {
  readonly folder: string;
  readonly fields: Fields;
  readonly at: FileLocation;
  readonly locate: (...path: readonly PathStep[]) => FileLocation;
}

/** The patches of `overlay` in the order of kustomize; `read` gives the text of a file, if it can be read. */
export function patchesOf(
  { fields, locate }: Overlay,
  read: (path: string, at: () => FileLocation) => string | undefined,
): OverlayPatch[] {
  const load = (path: string, at: () => FileLocation) => {
    const text = read(path, at);
    return text === undefined ? undefined : { text, name: `patch "${withoutAccess(path)}"`, at };
  };
  const old = textsIn(fields, 'patchesStrategicMerge').flatMap((entry, i) => {
    const at = () => locate('patchesStrategicMerge', i);
    return (/\n/.test(entry) ? { text: entry, name: 'the patch', at } : load(entry, at)) ?? [];
  });
  const others = ['patches', 'patchesJson6902'].flatMap(key =>
    recordsIn(fields, key).flatMap((item, i) => {
      const [inline, path] = [textIn(item, 'patch'), textIn(item, 'path')];
      const at = (field: string) => () => locate(key, i, field);
      const file = () => (path === undefined ? undefined : load(path, at('path')));
      const found = inline === undefined ? file() : { text: inline, name: 'the patch', at: at('patch') };
      const { target, options } = item;
      return found === undefined ? [] : { ...found, ...(isRecord(target) && { target }), ...(isRecord(options) && { options }) }; // prettier-ignore
    }),
  );
  return [...old, ...others];
}
