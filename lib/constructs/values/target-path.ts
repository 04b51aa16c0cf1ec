/**
 * `targetPath` of `valuesFrom`, in the grammar of `helm --set`: `image.tag`, `hosts[0].name`,
 * `annotations.example\.com/a`.
 */
import type { JsonObject } from '../../model/data/json';
import type { Problem } from '../../model/problem';

interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly targetPath?: string;
}

/** References whose path the inline values of `spec` set too: Flux merges those over it. */
export function findOverlaps(spec: JsonObject): Problem[] {
  const { values } = spec;
  const references = (spec.valuesFrom ?? []) as unknown as readonly Reference[];
  return references.flatMap(({ kind, name, targetPath }): Problem[] => {
    if (values === undefined || targetPath === undefined || !isSet(values, parseTargetPath(targetPath))) return [];
    return [{ kind: 'overlapping-target-path', targetPath, reference: `${kind} "${name}"` }];
  });
}

/** Keys down to the first list: inline lists replace what is merged below them. */
function parseTargetPath(targetPath: string): string[] {
  const [beforeList] = targetPath.split(/(?<!\\)\[/);
  return beforeList.split(/(?<!\\)\./).map(key => key.replace(/\\(.)/g, '$1'));
}

function isSet(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  // what is not a map replaces the path as a whole
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  return Object.hasOwn(value, key) && isSet((value as JsonObject)[key], rest);
}
