/**
 * Which file each object of a fleet goes to.
 */
import { type ApiObject, type App, Chart, Names } from 'cdk8s';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import { type ClusterScope } from '../tree/cluster-scope';
import { duplicateObject, objectsOf } from '../tree/objects';
import { CLUSTER, FLUX_OBJECT, isMarked } from '../tree/symbols';

/** Files by path, sorted; charts that share a folder and objects that share a file are problems. */
export interface FleetFiles {
  readonly files: ReadonlyMap<string, ApiObject>;
  readonly problems: readonly Problem[];
}

/**
 * `<cluster>/<kind>.<namespace>.<name><extension>` for every object in `app`. Kinds of one
 * name in two API groups get `<kind>.<group>.<namespace>.<name>`.
 */
export function fleetFiles(app: App, extension: string): FleetFiles {
  const charts = app.node.findAll().filter((construct): construct is Chart => Chart.isChart(construct));
  const folders = groupBy(charts, folderOf);
  const files = new Map<string, ApiObject>();
  const problems = [...folders].flatMap(([folder, inside]) => sharedFolder(folder, inside));
  for (const [folder, inside] of folders) {
    const objects = inside.flatMap(chart => objectsOf(chart));
    for (const same of groupBy(objects, object => fileName(object)).values()) {
      const isUnique = same.length === 1;
      const byGroup = groupBy(same, object => fileName(object, isUnique ? [] : [object.apiGroup]));
      for (const [name, [object, ...others]] of byGroup) {
        files.set(`${folder}/${name}${extension}`, object);
        // two of ours are a duplicate subscription
        const all = [object, ...others];
        if (others.length > 0 && !all.every(found => isMarked(found, FLUX_OBJECT))) problems.push(duplicateObject(all));
      }
    }
  }
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), problems };
}

function sharedFolder(name: string, charts: readonly Chart[]): Problem[] {
  const paths = charts.map(({ node }) => node.path).sort();
  return charts.length === 1 ? [] : [{ kind: 'duplicate-cluster', name, paths, path: paths[0] }];
}

/** A cluster's name; for any other chart, the name that cdk8s gives its file. */
function folderOf(chart: Chart): string {
  return isMarked(chart, CLUSTER) ? (chart as unknown as ClusterScope).clusterName : Names.toDnsLabel(chart);
}

/** `HelmRelease.flux-system.linkerd2`; what a file system may not take is percent-encoded. */
function fileName({ kind, metadata }: ApiObject, group: readonly string[] = []): string {
  const name = [kind, ...group, metadata.namespace, metadata.name].filter(part => part !== undefined).join('.');
  return name.replace(/[^0-9A-Za-z._-]/g, character => encodeURIComponent(character).replace('*', '%2A'));
}
