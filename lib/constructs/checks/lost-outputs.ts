/**
 * Finds what stock cdk8s would lose: objects that it writes to the same file, because its file
 * names do not contain the namespace; and text that its YAML writer changes.
 */
import { type ApiObject, Chart } from 'cdk8s';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import type { FluxObject, OrderMoment } from '../tree/flux-object';
import { describeObject, objectsOf } from '../tree/objects';
import { CLUSTER, FLUX_OBJECT, isMarked } from '../tree/symbols';
import { findCorrupted } from './stock-yaml';

/** One problem for each file that two objects share; each of `folders` is a separate folder. */
export function lostOutputs(folders: readonly (readonly Chart[])[], extension: string): Problem[] {
  return folders.flatMap(charts => {
    // the name that App.synth gives
    const fileOf = ({ kind, metadata }: ApiObject) =>
      `${kind}.${metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '') + extension;
    const files = groupBy(
      charts.flatMap(chart => objectsOf(chart)),
      fileOf,
    );
    const cluster = charts.find(chart => isMarked(chart, CLUSTER));
    if (cluster === undefined) return [];
    return [...files]
      .filter(([, objects]) => objects.length > 1)
      .map(([file, objects]): Problem => ({
        kind: 'lost-output',
        file,
        objects: objects.map(describeObject),
        path: cluster.node.path,
      }));
  });
}

/** Objects of several clusters that are the same on an API server, if all are written to `file`. */
export function sharedFile(charts: readonly Chart[], file: string): Problem[] {
  const objects = charts.flatMap(chart => objectsOf(chart));
  return [...groupBy(objects, describeObject)]
    .filter(([, same]) => same.some(object => isMarked(object, FLUX_OBJECT)))
    .filter(([, same]) => new Set(same.map(object => Chart.of(object))).size > 1)
    .map(([, same]): Problem => ({
      kind: 'lost-output',
      file,
      objects: same.map(({ node }) => node.path),
      path: same[0].node.path,
    }));
}

/** Text that Flux would read as something else in this library's objects among `objects`, as written at `moment`. */
export function corruptedOutputs(objects: readonly ApiObject[], moment: OrderMoment): Problem[] {
  return objects
    .filter(object => isMarked(object, FLUX_OBJECT))
    .flatMap(object =>
      findCorrupted((object as FluxObject).toJsonAt(moment)).map(({ at, text }): Problem => ({
        kind: 'corrupted-output',
        at,
        text,
        path: object.node.path,
      })),
    );
}
