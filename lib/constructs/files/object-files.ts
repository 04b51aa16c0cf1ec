/**
 * Decides which file of its folder each object is written to.
 */
import type { ApiObject } from 'cdk8s';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import { namespaceOf } from '../tree/object-namespace';
import { duplicateObject } from '../tree/objects';
import { FLUX_OBJECT, isMarked } from '../tree/symbols';

/**
 * `<kind>.<namespace>.<name><extension>` for each of `objects`. Kinds of one name in two API groups
 * get `<kind>.<group>.<namespace>.<name>`; two objects with the same file are a problem.
 */
export function objectFiles(
  objects: readonly ApiObject[],
  extension: string,
): { readonly files: ReadonlyMap<string, ApiObject>; readonly problems: readonly Problem[] } {
  const files = new Map<string, ApiObject>();
  const problems: Problem[] = [];
  for (const [base, same] of groupBy(objects, object => fileName(object))) {
    const byGroup =
      same.length === 1 ? [[base, same] as const] : groupBy(same, object => fileName(object, [object.apiGroup]));
    for (const [name, [object, ...others]] of byGroup) {
      files.set(name + extension, object);
      // two HelmReleases of this library are reported as a duplicate subscription
      const all = [object, ...others];
      if (others.length > 0 && !all.every(found => isMarked(found, FLUX_OBJECT))) problems.push(duplicateObject(all));
    }
  }
  return { files, problems };
}

/** `HelmRelease.flux-system.linkerd2`, `Namespace.nginx`; characters that a file system may not allow are percent-encoded. */
function fileName(object: ApiObject, group: readonly string[] = []): string {
  const { kind, metadata } = object;
  const name = [kind, ...group, namespaceOf(object), metadata.name].filter(part => part !== undefined).join('.');
  return name.replace(/[^0-9A-Za-z._-]/g, character => encodeURIComponent(character).replace('*', '%2A'));
}
