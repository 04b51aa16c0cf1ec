/**
 * When a DELETE may pass: expressions over what is deleted (`oldObject`) and each release
 * of ours (`params`), which must be true for every one of them.
 */
import { ANNOTATIONS, LABELS } from '../model/labels';
import { helmName, helmStorage } from './helm-identity';

/** As in a ValidatingAdmissionPolicy (admissionregistration.k8s.io/v1). */
export interface Validation {
  readonly expression: string;
  readonly messageExpression: string;
}

const RELEASE = `params.metadata.namespace + '/' + params.metadata.name`;
const LAYER = `'${LABELS.appliedLayer}'`;
const CLUSTER = `'${ANNOTATIONS.cluster}'`;

const IS_SELF =
  '(params.metadata.name == oldObject.metadata.name && params.metadata.namespace == oldObject.metadata.namespace)';

/** A release stays while another lists it in `dependsOn`, even if that one is being removed too. */
export const DEPENDANTS: Validation = {
  expression:
    IS_SELF +
    ' || !has(params.spec.dependsOn) || !params.spec.dependsOn.exists(d, d.name == oldObject.metadata.name' +
    ' && (has(d.namespace) ? d.namespace : params.metadata.namespace) == oldObject.metadata.namespace)',
  messageExpression: `'HelmRelease ' + ${RELEASE} + ' still depends on ' + oldObject.metadata.name`,
};

/**
 * A release stays while one of a higher layer of its cluster has not settled: when one
 * component replaces another, the old goes only after what needed it has moved. What has
 * no layer and waits for others is above all layers.
 */
export const SETTLED: Validation = {
  expression:
    'has(params.metadata.deletionTimestamp)' +
    ` || !(${LAYER} in oldObject.metadata.labels)` +
    ` || !has(params.metadata.annotations) || !has(oldObject.metadata.annotations)` +
    ` || !(${CLUSTER} in params.metadata.annotations) || !(${CLUSTER} in oldObject.metadata.annotations)` +
    ` || params.metadata.annotations[${CLUSTER}] != oldObject.metadata.annotations[${CLUSTER}]` +
    ` || (${LAYER} in params.metadata.labels` +
    ` ? int(params.metadata.labels[${LAYER}].replace('layer-', '')) <= int(oldObject.metadata.labels[${LAYER}].replace('layer-', ''))` +
    ' : !has(params.spec.dependsOn))' +
    ' || (has(params.status) && has(params.status.observedGeneration)' +
    ' && params.status.observedGeneration == params.metadata.generation && has(params.status.conditions)' +
    " && params.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True'))",
  messageExpression: `'HelmRelease ' + ${RELEASE} + ' of a higher layer is not ready yet, and may still need ' + oldObject.metadata.name`,
};

/**
 * A release stays while another one installs the same Helm release: it was renamed, and to
 * remove it would uninstall what the other has taken over. A suspended one leaves it behind.
 */
export const TAKEN_OVER: Validation = {
  expression:
    `has(params.metadata.deletionTimestamp) || (has(oldObject.spec.suspend) && oldObject.spec.suspend) || ${IS_SELF}` +
    ` || ${helmName('params')} != ${helmName('oldObject')}` +
    ` || ${helmStorage('params')} != ${helmStorage('oldObject')}` +
    ' || (has(params.spec.kubeConfig) ? !has(oldObject.spec.kubeConfig)' +
    ' || params.spec.kubeConfig != oldObject.spec.kubeConfig' +
    ' || params.metadata.namespace != oldObject.metadata.namespace : has(oldObject.spec.kubeConfig))',
  messageExpression:
    `'HelmRelease ' + ${RELEASE} + ' installs the same Helm release, which would be uninstalled with '` +
    " + oldObject.metadata.name + '. Suspend ' + oldObject.metadata.name + ' first, so that it leaves the Helm release behind'",
};

const CONTENTS = `'${ANNOTATIONS.contents}'`;
/** Of the Kustomization that a release of ours holds. */
const INNER = 'params.spec.values.spec.sourceRef';

/** A source stays while a release fetches its chart from it, or its Kustomization the folder that it applies. */
export const SOURCE_USERS: Validation = {
  expression:
    '!((has(params.spec.chart) && params.spec.chart.spec.sourceRef.kind == oldObject.kind' +
    ' && params.spec.chart.spec.sourceRef.name == oldObject.metadata.name' +
    ' && (has(params.spec.chart.spec.sourceRef.namespace) ? params.spec.chart.spec.sourceRef.namespace' +
    ' : params.metadata.namespace) == oldObject.metadata.namespace)' +
    ' || (has(params.spec.chartRef) && params.spec.chartRef.kind == oldObject.kind' +
    ' && params.spec.chartRef.name == oldObject.metadata.name && (has(params.spec.chartRef.namespace)' +
    ' ? params.spec.chartRef.namespace : params.metadata.namespace) == oldObject.metadata.namespace)' +
    ` || (has(params.metadata.annotations) && ${CONTENTS} in params.metadata.annotations && has(params.spec.values)` +
    ` && ${INNER}.kind == oldObject.kind && ${INNER}.name == oldObject.metadata.name && (has(${INNER}.namespace)` +
    ` ? ${INNER}.namespace : params.metadata.namespace) == oldObject.metadata.namespace))`,
  messageExpression: `'HelmRelease ' + ${RELEASE} + ' still gets its chart or its manifests from ' + oldObject.metadata.name`,
};

/** A values object stays while a release of its namespace reads it. */
export const VALUES_USERS: Validation = {
  expression:
    'params.metadata.namespace != oldObject.metadata.namespace || !has(params.spec.valuesFrom)' +
    " || !params.spec.valuesFrom.exists(v, v.kind == 'ConfigMap' && v.name == oldObject.metadata.name)",
  messageExpression: `'HelmRelease ' + ${RELEASE} + ' still takes values from ' + oldObject.metadata.name`,
};

/** A namespace stays while a release lives in it, or has its workload there. */
export const NAMESPACE_USERS: Validation = {
  expression:
    'params.metadata.namespace != oldObject.metadata.name' +
    ' && (has(params.spec.kubeConfig) || !has(params.spec.targetNamespace)' +
    ' || params.spec.targetNamespace != oldObject.metadata.name)',
  messageExpression: `'HelmRelease ' + ${RELEASE} + ' is still in namespace ' + oldObject.metadata.name`,
};
