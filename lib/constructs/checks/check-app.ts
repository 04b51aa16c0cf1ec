/**
 * Checks the clusters of an app together, and the other constructs in it.
 */
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import { describeProblem } from '../../model/problem-words';
import { tryClusterOf } from '../tree/cluster-scope';
import { checkRelays } from './check-relays';
import { lostOutputs, sharedFile } from './lost-outputs';
import { CLUSTER, FLEET, isMarked, MANIFESTS, mark, SUBSCRIPTION } from '../tree/symbols';

const CHECKED = Symbol.for('cdk8s-profiles.checked');

/** Problems of `constructs`, which are all of an app, except those that its clusters and catalogs report. */
export function checkApp(constructs: readonly IConstruct[]): Problem[] {
  return [
    ...duplicateClusters(constructs),
    ...constructs.flatMap(construct => chartInCluster(construct)),
    ...constructDependencies(constructs),
    ...checkRelays(constructs),
  ];
}

/** Makes a stock App check itself; a Fleet always does. */
export function checkAppOnce(construct: IConstruct): void {
  const { root } = construct.node;
  if (isMarked(root, CHECKED) || isMarked(root, FLEET)) return;
  mark(root, CHECKED);
  root.node.addValidation({
    validate: () => {
      // stock synthesis validates the root first, so the clusters may have cached older results
      const constructs = root.node.findAll();
      for (const found of constructs) if (isMarked(found, CLUSTER)) tryClusterOf(found)!.invalidate();
      return [...checkApp(constructs), ...stockOutput(root)].map(describeWithPath);
    },
  });
}

function describeWithPath(problem: Problem): string {
  return `${problem.path === undefined ? '' : `[${problem.path}] `}${describeProblem(problem)}`;
}

function duplicateClusters(constructs: readonly IConstruct[]): Problem[] {
  const clusters = constructs.filter(construct => isMarked(construct, CLUSTER));
  return [...groupBy(clusters, construct => tryClusterOf(construct)!.clusterName)]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) => {
      const paths = same.map(({ node }) => node.path).sort();
      return { kind: 'duplicate-cluster', name, paths, path: paths[0] };
    });
}

function chartInCluster(construct: IConstruct): Problem[] {
  const { scope, path } = construct.node;
  if (scope === undefined || !Chart.isChart(construct) || isMarked(construct, MANIFESTS)) return [];
  const cluster = tryClusterOf(scope)?.clusterName;
  return cluster === undefined ? [] : [{ kind: 'chart-in-cluster', cluster, path }];
}

/** Dependencies of cdk8s to or from a construct of this library; they have no effect on Flux objects. */
function constructDependencies(constructs: readonly IConstruct[]): Problem[] {
  const depending = constructs.filter(construct => construct.node.dependencies.length > 0);
  return depending.flatMap(construct =>
    construct.node.dependencies
      .filter(target => (isOurs(construct) || isOurs(target)) && !isImplied(construct, target))
      .map(target => ({
        kind: 'construct-dependency',
        from: construct.node.path,
        to: target.node.path,
        path: construct.node.path,
      })),
  );
}

/**
 * Whether cdk8s adds this dependency itself during synthesis: between charts, if one contains the
 * other, or contains a construct that depends on it; between objects, if their parents depend on
 * each other.
 */
function isImplied(from: IConstruct, to: IConstruct): boolean {
  if (Chart.isChart(from) && Chart.isChart(to)) {
    const reaches = (construct: IConstruct) => construct.node.dependencies.some(target => Chart.of(target) === to);
    return to.node.scope === from || from.node.findAll().some(inside => inside !== from && reaches(inside));
  }
  if (!ApiObject.isApiObject(from) || !ApiObject.isApiObject(to)) return false;
  const around = new Set(to.node.scopes);
  return from.node.scopes.some(scope =>
    scope.node.dependencies.some(target => around.has(target) && !(scope === from && target === to)),
  );
}

/** Whether `construct` is a cluster, or contains or belongs to a subscription. */
function isOurs(construct: IConstruct): boolean {
  if (isMarked(construct, CLUSTER)) return true;
  const isSubscription = (other: IConstruct) => isMarked(other, SUBSCRIPTION);
  return construct.node.scopes.some(isSubscription) || construct.node.findAll().some(isSubscription);
}

function stockOutput(root: IConstruct): Problem[] {
  if (!(root instanceof App)) return [];
  const { yamlOutputType } = root;
  if (yamlOutputType === YamlOutputType.FILE_PER_APP) return sharedFile(root.charts, `app${root.outputFileExtension}`);
  if (yamlOutputType === YamlOutputType.FILE_PER_RESOURCE) return lostOutputs([root.charts], root.outputFileExtension);
  if (yamlOutputType !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) return [];
  return lostOutputs(
    root.charts.map(chart => [chart]),
    root.outputFileExtension,
  );
}
