/**
 * When an UPDATE of a release may pass: helm-controller uninstalls a release whose name,
 * namespace or chart is another one, and installs it anew, under whatever depends on it.
 *
 * There are no params: Flux updates every release each time it reconciles, and each update would pay for them.
 */
import { ANNOTATIONS } from '../model/labels';
import { helmName, helmStorage, helmTarget } from './helm-identity';
import type { Validation } from './removal-rules';

const REMEDY =
  `'Give the subscription another name, so that the old release goes in order, or annotate the HelmRelease with ` +
  `${ANNOTATIONS.ignoreOrder} to have it reinstalled'`;

function reinstalls(what: string): string {
  return `'a change of ${what} makes Flux uninstall Helm release ' + ${helmName('oldObject')} + ' and install it anew. ' + ${REMEDY}`;
}

/** Only what is installed can be uninstalled. */
export const IS_INSTALLED =
  "has(oldObject.status) && has(oldObject.status.storageNamespace) && oldObject.status.storageNamespace != ''";

const PROFILE = `'${ANNOTATIONS.profile}'`;

/** The chart's name; that of a chart from a registry is in its source, so its profile is compared instead. */
const SAME_CHART =
  '(has(object.spec.chart) && has(oldObject.spec.chart)' +
  ' ? object.spec.chart.spec.chart == oldObject.spec.chart.spec.chart' +
  ` : !has(object.metadata.annotations) || !has(oldObject.metadata.annotations)` +
  ` || !(${PROFILE} in object.metadata.annotations) || !(${PROFILE} in oldObject.metadata.annotations)` +
  ` || object.metadata.annotations[${PROFILE}] == oldObject.metadata.annotations[${PROFILE}])`;

/** The Helm release stays where it is, and of the same chart. */
export const STAYS: readonly Validation[] = [
  {
    expression: `${helmName('object')} == ${helmName('oldObject')}`,
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
