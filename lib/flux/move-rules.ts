/**
 * When an UPDATE of a release is allowed: if its name, namespace or chart changes, helm-controller
 * uninstalls the release and installs it again, although others depend on it.
 *
 * The rules have no params: Flux updates every release each time it reconciles it, and each update
 * would be checked against all of them.
 */
import { ANNOTATIONS } from '../model/labels';
import { helmName, helmStorage, helmTarget, isSameHelmName } from './helm-identity';
import type { Validation } from './removal-rules';

const REMEDY =
  `'Give the subscription another name, so that the old release goes in order, or annotate the HelmRelease with ` +
  `${ANNOTATIONS.ignoreOrder} to have it reinstalled'`;

function reinstalls(what: string): string {
  return `'a change of ${what} makes Flux uninstall Helm release ' + ${helmName('oldObject')} + ' and install it anew. ' + ${REMEDY}`;
}

/** Only an installed release can be uninstalled. */
export const IS_INSTALLED =
  "has(oldObject.status) && has(oldObject.status.storageNamespace) && oldObject.status.storageNamespace != ''";

const PROFILE = `'${ANNOTATIONS.profile}'`;

/**
 * Whether the chart's name is unchanged. For a chart in a registry it is in the source, so the
 * profile is compared instead.
 */
const SAME_CHART =
  '(has(object.spec.chart) && has(oldObject.spec.chart)' +
  ' ? object.spec.chart.spec.chart == oldObject.spec.chart.spec.chart' +
  ` : !has(object.metadata.annotations) || !has(oldObject.metadata.annotations)` +
  ` || !(${PROFILE} in object.metadata.annotations) || !(${PROFILE} in oldObject.metadata.annotations)` +
  ` || object.metadata.annotations[${PROFILE}] == oldObject.metadata.annotations[${PROFILE}])`;

/** Whether the Helm release keeps its name, its namespaces and its chart. */
export const STAYS: readonly Validation[] = [
  {
    expression: isSameHelmName('object', 'oldObject'),
    messageExpression: reinstalls('"releaseName"'),
  },
  {
    expression: `${helmTarget('object')} == ${helmTarget('oldObject')} && ${helmStorage('object')} == ${helmStorage('oldObject')}`,
    messageExpression: reinstalls('"targetNamespace" or "storageNamespace"'),
  },
  {
    expression:
      '(has(object.spec.upgrade) && has(object.spec.upgrade.chartNameChangeStrategy)' +
      ` && object.spec.upgrade.chartNameChangeStrategy == 'InPlaceUpdate') || ${SAME_CHART}`,
    messageExpression: reinstalls('the chart'),
  },
];
