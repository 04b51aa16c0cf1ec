/**
 * Decides which file each object of a fleet is written to.
 */
import { type ApiObject, type App, Chart, Names } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import { type ClusterScope } from '../tree/cluster-scope';
import { duplicateObject, objectsOf } from '../tree/objects';
import { CLUSTER, isMarked, KUSTOMIZATION, MANIFESTS, RELAYS } from '../tree/symbols';
import { layoutFiles, layoutOf } from './layout-files';
import { objectFiles } from './object-files';

/** Folders of the output that no cluster may use, if there are manifests. */
const MANIFEST_FOLDERS = ['charts', 'manifests'];

/** Whether a path in the output is written: not if it is in the share of another machine. */
export type IsWanted = (path: string) => boolean;

/** Objects of each file by its path, sorted; charts that share a folder and objects that share a file are problems. */
export interface FleetFiles {
  readonly files: ReadonlyMap<string, readonly ApiObject[]>;
  readonly problems: readonly Problem[];
}

/**
 * `<cluster>/<kind>.<namespace>.<name><extension>` for every object in `app`, unless its chart has a layout. Kinds of
 * one name in two API groups get `<kind>.<group>.<namespace>.<name>`.
 */
export function fleetFiles(app: App, extension: string, constructs = app.node.findAll()): FleetFiles {
  const charts = constructs.filter((construct): construct is Chart => isOrdinaryChart(construct));
  const folders = groupBy(charts, folderOf);
  const files = new Map<string, readonly ApiObject[]>();
  const problems = [
    ...[...folders].flatMap(([folder, inside]) => sharedFolder(folder, inside)),
    ...reservedFolders(constructs, folders),
  ];
  for (const [folder, inside] of folders) {
    const found = objectFiles(
      inside.filter(chart => layoutOf(chart) === undefined).flatMap(chart => objectsOf(chart)),
      extension,
    );
    for (const [name, object] of found.files) files.set(`${folder}/${name}`, [object]);
    problems.push(...found.problems);
  }
  for (const [path, { objects, duplicates }] of layoutFiles(charts)) {
    files.set(path, [...(files.get(path) ?? []), ...objects]);
    problems.push(...duplicates.map(duplicateObject));
  }
  return { files: new Map([...files.keys()].sort().map(path => [path, files.get(path)!])), problems };
}

/** Constructs in `root`, except for clusters whose folder is not wanted, and what is in them. */
export function wantedConstructs(root: IConstruct, isWanted: IsWanted): IConstruct[] {
  const found: IConstruct[] = [];
  const add = (construct: IConstruct) => {
    if (isMarked(construct, CLUSTER) && !isWanted(`${folderOf(construct as unknown as Chart)}/`)) return;
    found.push(construct);
    construct.node.children.forEach(add);
  };
  add(root);
  return found;
}

/** The files of manifests are named by their content. */
function isOrdinaryChart(construct: IConstruct): boolean {
  return Chart.isChart(construct) && !isMarked(construct, MANIFESTS);
}

function sharedFolder(name: string, charts: readonly Chart[]): Problem[] {
  const paths = charts.map(({ node }) => node.path).sort();
  return charts.length === 1 ? [] : [{ kind: 'duplicate-cluster', name, paths, path: paths[0] }];
}

/** The folders of manifests and of their chart are next to those of clusters. */
function reservedFolders(constructs: readonly IConstruct[], folders: ReadonlyMap<string, readonly Chart[]>): Problem[] {
  if (!constructs.some(construct => isMarked(construct, KUSTOMIZATION) || isMarked(construct, RELAYS))) return [];
  return MANIFEST_FOLDERS.flatMap(name => {
    const [chart] = folders.get(name) ?? [];
    if (chart === undefined) return [];
    const what = `its folder is called "${name}", which is where the manifests of all clusters are written`;
    return { kind: 'invalid-props', what, remedy: 'give it another name', path: chart.node.path };
  });
}

/** The name of a cluster, unless it has a layout; for any other chart, the name that cdk8s gives its file. */
export function folderOf(chart: Chart): string {
  const layout = layoutOf(chart);
  if (layout !== undefined) return layout.folder;
  return isMarked(chart, CLUSTER) ? (chart as unknown as ClusterScope).clusterName : Names.toDnsLabel(chart);
}
