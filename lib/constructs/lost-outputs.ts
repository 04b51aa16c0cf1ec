/**
 * Objects that stock cdk8s would write into one file, the last over the others: its
 * file names hold no namespace.
 */
import type { Chart } from 'cdk8s';
import type { Problem } from '../model/problem';
import { describeObject, objectsOf } from './objects';
import { CLUSTER, isMarked } from './symbols';

/** One problem for each file that two objects share; each of `folders` is written side by side. */
export function lostOutputs(folders: readonly (readonly Chart[])[], extension: string): Problem[] {
  return folders.flatMap(charts => {
    const files = new Map<string, string[]>();
    for (const object of charts.flatMap(chart => objectsOf(chart))) {
      // as App.synth names them
      const file = `${object.kind}.${object.metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '') + extension;
      files.set(file, [...(files.get(file) ?? []), describeObject(object)]);
    }
    const cluster = charts.find(chart => isMarked(chart, CLUSTER));
    if (cluster === undefined) return [];
    return [...files]
      .filter(([, objects]) => objects.length > 1)
      .map(([file, objects]): Problem => ({ kind: 'lost-output', file, objects, path: cluster.node.path }));
  });
}
