/**
 * When a DELETE is allowed: expressions over the deleted object (`oldObject`) and each release of
 * this library (`params`), which must be true for every release.
 *
 * The fields that the guard reads from a release are in `COUNTED_FIELDS`, so that `writer-rules.ts`
 * can control who writes them. Nothing in a release may make an expression fail or take long.
 */
import { ANNOTATIONS, LABELS } from '../model/labels';
import { helmStorage, isSameHelmName } from './helm-identity';

/** Fields of a ValidatingAdmissionPolicy (admissionregistration.k8s.io/v1). */
export interface Validation {
  readonly expression: string;
  readonly messageExpression: string;
}

/** When a release does not need the deleted object, and the message if it does. */
export interface RemovalRule {
  readonly expression: string;
  /** A CEL expression; `who` is another one, which names the release. */
  readonly message: (who: string) => string;
}

/**
 * Fields of the spec of a release in `params` that the rules below, and `helm-identity.ts`, read,
 * apart from its values.
 */
export const COUNTED_FIELDS: readonly string[] = [
  ...['chart', 'chartRef', 'dependsOn', 'kubeConfig', 'releaseName', 'storageNamespace', 'targetNamespace'],
  'valuesFrom',
];

/**
 * Most entries in a list of a release. No release of a program has more: with `readyExpr`, 3,100
 * dependencies reach the 1.5 MB that etcd accepts for an object.
 */
export const MOST_ENTRIES = 4_000;

/** Most characters of an expression that are searched, which is within the budget of CEL. Flux refuses longer ones. */
const MOST_SEARCHED = 400_000;

const LAYER = `'${LABELS.appliedLayer}'`;
const CLUSTER = `'${ANNOTATIONS.cluster}'`;
/** At most 18 digits, which fit into an integer of CEL. */
const LAYER_PATTERN = '^layer-[0-9]{1,18}$';
const layerIn = (object: string) => `${object}.metadata.labels[${LAYER}]`;
const isLayer = (object: string) => `${layerIn(object)}.matches('${LAYER_PATTERN}')`;
const layerOf = (object: string) => `int(${layerIn(object)}.replace('layer-', ''))`;

/** Whether the user who deletes may read the release. */
const READS =
  "authorizer.group('helm.toolkit.fluxcd.io').resource('helmreleases')" +
  ".namespace(params.metadata.namespace).check('get').allowed()";

/** The validations of `rule`: its message names the release only to users who may read it. */
export function validationsOf({ expression, message }: RemovalRule): readonly Validation[] {
  return [
    {
      expression: `${expression} || !${READS}`,
      messageExpression: message("'HelmRelease ' + params.metadata.namespace + '/' + params.metadata.name"),
    },
    {
      expression: `${expression} || ${READS}`,
      messageExpression: message("'a HelmRelease (which you may not read)'"),
    },
  ];
}

const IS_SELF =
  '(params.metadata.name == oldObject.metadata.name && params.metadata.namespace == oldObject.metadata.namespace)';

const LISTS =
  'params.spec.dependsOn.exists(d, d.name == oldObject.metadata.name' +
  ' && (has(d.namespace) ? d.namespace : params.metadata.namespace) == oldObject.metadata.namespace)';

/** How the release calls the deleted one in the revisions that it states, see `ready-expr.ts`. */
const STATED_NAME =
  "(params.metadata.namespace == oldObject.metadata.namespace ? '' : oldObject.metadata.namespace + '/')" +
  ' + oldObject.metadata.name';

/**
 * Whether the release lists the deleted one. Each entry that is looked at takes the API server some 2 µs, so the first
 * is asked, if it states a revision for each of them.
 */
const DEPENDS =
  "[params.spec.dependsOn[?0].?readyExpr.orValue('')].exists(e, e.startsWith('// revisions: ')" +
  ` && size(e) <= ${MOST_SEARCHED} && size(e.split('; ')) == size(params.spec.dependsOn)` +
  ` ? e.contains(' ' + ${STATED_NAME} + '=') : ${LISTS})`;

/** A release stays while another lists it in `dependsOn`, even if that one is being removed too. */
export const DEPENDANTS: RemovalRule = {
  expression:
    `!has(params.spec.dependsOn) || size(params.spec.dependsOn) > ${MOST_ENTRIES}` + ` || !${DEPENDS} || ${IS_SELF}`,
  message: who => `${who} + ' still depends on ' + oldObject.metadata.name`,
};

const IS_SETTLED =
  '(has(params.status) && has(params.status.observedGeneration)' +
  ' && params.status.observedGeneration == params.metadata.generation && has(params.status.conditions)' +
  " && params.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True'))";

/**
 * A release stays while one of a higher layer of its cluster has not settled: when one
 * component replaces another, the old goes only after what needed it has moved. What has
 * no layer and waits for others is above all layers; a label that does not name a layer is ignored.
 */
export const SETTLED: RemovalRule = {
  expression:
    `has(params.metadata.deletionTimestamp) || !(${LAYER} in oldObject.metadata.labels) || ${IS_SETTLED}` +
    ` || !has(params.metadata.annotations) || !has(oldObject.metadata.annotations)` +
    ` || !(${CLUSTER} in params.metadata.annotations) || !(${CLUSTER} in oldObject.metadata.annotations)` +
    ` || params.metadata.annotations[${CLUSTER}] != oldObject.metadata.annotations[${CLUSTER}]` +
    ` || !${isLayer('oldObject')} || (${LAYER} in params.metadata.labels` +
    ` ? !${isLayer('params')} || ${layerOf('params')} <= ${layerOf('oldObject')}` +
    ' : !has(params.spec.dependsOn))',
  message: who => `${who} + ' of a higher layer is not ready yet, and may still need ' + oldObject.metadata.name`,
};

/**
 * A release stays while another one installs the same Helm release: it was renamed, and removing it
 * would uninstall what the other has taken over. A suspended one leaves the Helm release behind.
 */
export const TAKEN_OVER: RemovalRule = {
  expression:
    `has(params.metadata.deletionTimestamp) || ${helmStorage('params')} != ${helmStorage('oldObject')}` +
    ` || (has(oldObject.spec.suspend) && oldObject.spec.suspend) || ${IS_SELF}` +
    ` || !${isSameHelmName('params', 'oldObject')}` +
    ' || (has(params.spec.kubeConfig) ? !has(oldObject.spec.kubeConfig)' +
    ' || params.spec.kubeConfig != oldObject.spec.kubeConfig' +
    ' || params.metadata.namespace != oldObject.metadata.namespace : has(oldObject.spec.kubeConfig))',
  message: who =>
    `${who} + ' installs the same Helm release, which would be uninstalled with '` +
    " + oldObject.metadata.name + '. Suspend ' + oldObject.metadata.name + ' first, so that it leaves the Helm release behind'",
};

const CONTENTS = `'${ANNOTATIONS.contents}'`;
/** The source of the Kustomization that a release of this library contains. */
const INNER = 'params.spec.values.spec.sourceRef';

/** A source stays while a release fetches its chart from it, or its Kustomization the folder that it applies. */
export const SOURCE_USERS: RemovalRule = {
  expression:
    '!((has(params.spec.chart) && params.spec.chart.spec.sourceRef.kind == oldObject.kind' +
    ' && params.spec.chart.spec.sourceRef.name == oldObject.metadata.name' +
    ' && (has(params.spec.chart.spec.sourceRef.namespace) ? params.spec.chart.spec.sourceRef.namespace' +
    ' : params.metadata.namespace) == oldObject.metadata.namespace)' +
    ' || (has(params.spec.chartRef) && params.spec.chartRef.kind == oldObject.kind' +
    ' && params.spec.chartRef.name == oldObject.metadata.name && (has(params.spec.chartRef.namespace)' +
    ' ? params.spec.chartRef.namespace : params.metadata.namespace) == oldObject.metadata.namespace)' +
    ` || (has(params.metadata.annotations) && ${CONTENTS} in params.metadata.annotations && has(params.spec.values)` +
    ` && has(params.spec.values.spec) && has(${INNER})` +
    ` && ${INNER}.kind == oldObject.kind && ${INNER}.name == oldObject.metadata.name && (has(${INNER}.namespace)` +
    ` ? ${INNER}.namespace : params.metadata.namespace) == oldObject.metadata.namespace))`,
  message: who => `${who} + ' still gets its chart or its manifests from ' + oldObject.metadata.name`,
};

/** A values object stays while a release of its namespace reads it. */
export const VALUES_USERS: RemovalRule = {
  expression:
    'params.metadata.namespace != oldObject.metadata.namespace || !has(params.spec.valuesFrom)' +
    ` || size(params.spec.valuesFrom) > ${MOST_ENTRIES}` +
    " || !params.spec.valuesFrom.exists(v, v.kind == 'ConfigMap' && v.name == oldObject.metadata.name)",
  message: who => `${who} + ' still takes values from ' + oldObject.metadata.name`,
};

/** A namespace stays while a release or its workload is in it. */
export const NAMESPACE_USERS: RemovalRule = {
  expression:
    'params.metadata.namespace != oldObject.metadata.name' +
    ' && (has(params.spec.kubeConfig) || !has(params.spec.targetNamespace)' +
    ' || params.spec.targetNamespace != oldObject.metadata.name)',
  message: who => `${who} + ' is still in namespace ' + oldObject.metadata.name`,
};

/** Secrets with a kubeconfig for the deleted Cluster: that of Cluster API, and the one that its provider for AWS adds for users. */
const KUBECONFIGS = "[oldObject.metadata.name + '-kubeconfig', oldObject.metadata.name + '-user-kubeconfig']";
const leadsToCluster = (kubeConfig: string) =>
  `has(${kubeConfig}) && has(${kubeConfig}.secretRef) && ${kubeConfig}.secretRef.name in ${KUBECONFIGS}`;

/** A Cluster of Cluster API stays while a release, or its Kustomization, uses its kubeconfig. */
export const CLUSTER_USERS: RemovalRule = {
  expression:
    `params.metadata.namespace != oldObject.metadata.namespace || !((${leadsToCluster('params.spec.kubeConfig')})` +
    ` || (has(params.metadata.annotations) && ${CONTENTS} in params.metadata.annotations && has(params.spec.values)` +
    ` && has(params.spec.values.spec) && ${leadsToCluster('params.spec.values.spec.kubeConfig')}))`,
  message: who => `${who} + ' is still installed on cluster ' + oldObject.metadata.name`,
};
