/**
 * Which file each object of a fleet goes to.
 */
import { type ApiObject, type App, Chart, Names } from 'cdk8s';
import { groupBy } from '../model/group-by';
import type { Problem } from '../model/problem';
import { type ClusterScope } from './cluster-scope';
import { describeObject, objectsOf } from './objects';
import { CLUSTER, isMarked } from './symbols';

/** Files by path, sorted; two objects or charts that would share one are a problem. */
export interface FleetFiles {
  readonly files: ReadonlyMap<string, ApiObject>;
  readonly problems: readonly Problem[];
}

/** `<cluster>/<kind>.<namespace>.<name><extension>` for every object in `app`. */
export function fleetFiles(app: App, extension: string): FleetFiles {
  const charts = app.node.findAll().filter(construct => Chart.isChart(construct));
  const objects = charts.flatMap(chart => objectsOf(chart).map(object => ({ folder: folderOf(chart), object })));
  const found = groupBy(objects, ({ folder, object }) => `${folder}/${fileName(object)}${extension}`);
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  const shared = sorted.filter(([, same]) => same.length > 1);
  return {
    files: new Map(sorted.map(([file, [{ object }]]) => [file, object])),
    problems: shared.map(([file, same]) => ({
      kind: 'lost-output',
      file,
      objects: same.map(({ object }) => `${object.node.path}, ${describeObject(object)}`),
    })),
  };
}

/** A cluster's name; for any other chart, the name that cdk8s gives its file. */
function folderOf(chart: Chart): string {
  return isMarked(chart, CLUSTER) ? (chart as unknown as ClusterScope).clusterName : Names.toDnsLabel(chart);
}

/** `HelmRelease.flux-system.linkerd2`; what a file system may not take is percent-encoded. */
function fileName({ kind, metadata }: ApiObject): string {
  const name = [kind, metadata.namespace, metadata.name].filter(part => part !== undefined).join('.');
  return name.replace(/[^0-9A-Za-z._-]/g, character => encodeURIComponent(character).replace('*', '%2A'));
}
