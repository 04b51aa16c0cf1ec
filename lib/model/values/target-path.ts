/**
 * `targetPath` of `valuesFrom`, in the syntax of `helm --set`: `image.tag`, `hosts[0].name`,
 * `annotations.example\.com/a`.
 */
import type { JsonObject } from '../data/json';
import type { Problem } from '../problem';

interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly valuesKey?: string;
  readonly targetPath?: string;
  readonly optional?: boolean;
}

/** Values that are merged over earlier ones, and their description for messages. */
interface LaterValues {
  readonly by: string;
  isSet(path: readonly string[]): boolean;
}

/**
 * References whose path is set again by values that Flux merges over it: later references and the
 * inline values of `spec`. `own`: the values of ConfigMaps that are written by the program, by
 * name.
 */
export function findOverlaps(spec: JsonObject, own?: ReadonlyMap<string, JsonObject>): Problem[] {
  const { values } = spec;
  const references = (spec.valuesFrom ?? []) as unknown as readonly Reference[];
  const inline: LaterValues = { by: 'the inline values', isSet: path => values !== undefined && isSet(values, path) };
  const later = [...references.map(reference => laterValues(reference, own)), inline];
  return references.flatMap(({ kind, name, targetPath }, i): Problem[] => {
    if (targetPath === undefined) return [];
    const path = parseTargetPath(targetPath);
    const over = later.slice(i + 1).find(candidate => candidate.isSet(path));
    if (over === undefined) return [];
    return [{ kind: 'overlapping-target-path', targetPath, reference: nameReference({ kind, name }), by: over.by }];
  });
}

/** The known values of a reference: those that are written by the program, or the path that it sets. */
function laterValues(reference: Reference, own?: ReadonlyMap<string, JsonObject>): LaterValues {
  const { kind, name, targetPath, valuesKey = 'values.yaml', optional } = reference;
  const by = nameReference(reference);
  if (targetPath !== undefined) {
    const target = parseTargetPath(targetPath);
    const isList = /(?<!\\)\[/.test(targetPath);
    const isOver = (path: readonly string[]) => !isList && target.every((key, i) => path[i] === key);
    return { by, isSet: path => optional !== true && isOver(path) };
  }
  const values = kind === 'ConfigMap' && valuesKey === 'values.yaml' ? own?.get(name) : undefined;
  return { by, isSet: path => values !== undefined && isSet(values, path) };
}

function nameReference({ kind, name }: Reference): string {
  return `${kind} "${name}"`;
}

/** Keys down to the first list, because inline lists replace what is merged below them. */
function parseTargetPath(targetPath: string): string[] {
  const [beforeList] = targetPath.split(/(?<!\\)\[/);
  return beforeList.split(/(?<!\\)\./).map(key => key.replace(/\\(.)/g, '$1'));
}

function isSet(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  // a value that is not a map replaces the path as a whole
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  return Object.hasOwn(value, key) && isSet((value as JsonObject)[key], rest);
}
