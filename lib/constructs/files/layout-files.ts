/**
 * Files of charts that have several objects in one file, as repositories of Weave GitOps do.
 */
import type { ApiObject, Chart } from 'cdk8s';
import { groupBy } from '../../model/data/group-by';
import { describeObject, objectsOf } from '../tree/objects';
import { isMarked, LAYOUT } from '../tree/symbols';

/** Where the objects of a chart are written to. */
export interface Layout {
  /** Folder that Flux applies: `clusters/default/eu-1`. */
  readonly folder: string;
  /** Path in the output of the file with `object`. */
  readonly fileOf: (object: ApiObject) => string;
  /** The order of objects in a file. @default by kind, namespace and name */
  readonly indexOf?: (object: ApiObject) => number;
}

/** Objects of one file, and those of them that differ although they are the same on an API server. */
interface LayoutFile {
  readonly objects: readonly ApiObject[];
  readonly duplicates: readonly (readonly ApiObject[])[];
}

/** `undefined` if each object of `chart` is in a file of its own. */
export function layoutOf(chart: Chart): Layout | undefined {
  return isMarked(chart, LAYOUT) ? (chart as unknown as { readonly [LAYOUT]: Layout })[LAYOUT] : undefined;
}

/** Files by path, for `charts` with a layout. An object that several charts write alike is written once. */
export function layoutFiles(charts: readonly Chart[]): ReadonlyMap<string, LayoutFile> {
  const found = charts.flatMap(chart => {
    const layout = layoutOf(chart);
    if (layout === undefined) return [];
    const { fileOf, indexOf = () => 0 } = layout;
    const objects = [...objectsOf(chart)].sort((a, b) => indexOf(a) - indexOf(b));
    return objects.map(object => ({ path: fileOf(object), object }));
  });
  return new Map([...groupBy(found, ({ path }) => path)].map(([path, inside]) => [path, toFile(inside)]));
}

function toFile(inside: readonly { readonly object: ApiObject }[]): LayoutFile {
  const same = [...groupBy(inside, ({ object }) => describeObject(object)).values()];
  return {
    objects: same.map(([{ object }]) => object),
    duplicates: same.filter(isDifferent).map(copies => copies.map(({ object }) => object)),
  };
}

function isDifferent(copies: readonly { readonly object: ApiObject }[]): boolean {
  return copies.length > 1 && new Set(copies.map(({ object }) => JSON.stringify(object.toJson()))).size > 1;
}
