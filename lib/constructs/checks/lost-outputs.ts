/**
 * What stock cdk8s would lose: objects that it writes into one file, the last over the
 * others, because its file names hold no namespace; and text that its YAML changes.
 */
import { type ApiObject, Chart } from 'cdk8s';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import type { FluxObject, OrderMoment } from '../tree/flux-object';
import { describeObject, objectsOf } from '../tree/objects';
import { CLUSTER, FLUX_OBJECT, isMarked } from '../tree/symbols';
import { findCorrupted } from './stock-yaml';

/** One problem for each file that two objects share; each of `folders` is written side by side. */
export function lostOutputs(folders: readonly (readonly Chart[])[], extension: string): Problem[] {
  return folders.flatMap(charts => {
    // as App.synth names them
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

/** Objects of several clusters that are one on an API server, when all go into `file`. */
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

/** Text in those of `objects` that are ours which Flux would read as something else, as they are written at `moment`. */
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
