/**
 * Removal in reverse order, held by the API server itself: ValidatingAdmissionPolicies
 * that deny a DELETE while something still needs what is deleted.
 *
 * Their params are the HelmReleases themselves, told by our label. kustomize-controller
 * tries again what was denied (since 1.9), so a removal goes layer by layer. An expression
 * must be true for every param, or the request is denied with its message.
 */
import type { JsonObject } from '../model/json';
import { ANNOTATIONS, LABELS, MANAGER } from '../model/labels';

/** A ValidatingAdmissionPolicy, without its metadata. */
export interface RemovalPolicy {
  /** Name of the policy, and the beginning of its bindings' names. Frozen: they are never pruned. */
  readonly name: string;
  readonly spec: JsonObject;
  /** Whether a release may need what is deleted in another namespace. */
  readonly crossesNamespaces: boolean;
  /** Which objects it holds: those with our label, or all, where ours live in what others made. */
  readonly holds: JsonObject;
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
}

interface Validation {
  readonly expression: string;
  readonly messageExpression: string;
}

const HELM_RELEASES: Rule = { apiGroups: ['helm.toolkit.fluxcd.io'], resources: ['helmreleases'] };
const RELEASE = `params.metadata.namespace + '/' + params.metadata.name`;
const LAYER = `'${LABELS.appliedLayer}'`;
const CLUSTER = `'${ANNOTATIONS.cluster}'`;

/** A release stays while another lists it in `dependsOn`, be that one itself about to go. */
const DEPENDANTS: Validation = {
  expression:
    '(params.metadata.name == oldObject.metadata.name && params.metadata.namespace == oldObject.metadata.namespace)' +
    ' || !has(params.spec.dependsOn) || !params.spec.dependsOn.exists(d, d.name == oldObject.metadata.name' +
    ' && (has(d.namespace) ? d.namespace : params.metadata.namespace) == oldObject.metadata.namespace)',
  messageExpression: `'HelmRelease ' + ${RELEASE} + ' still depends on ' + oldObject.metadata.name`,
};

/**
 * A release stays while one of a higher layer of its cluster has not settled: when one
 * component replaces another, the old goes only after what needed it has moved. What has
 * no layer and waits for others is above all layers.
 */
const SETTLED: Validation = {
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

/** A source stays while a release fetches its chart from it. */
const SOURCE_USERS: Validation = {
  expression:
    '!((has(params.spec.chart) && params.spec.chart.spec.sourceRef.kind == oldObject.kind' +
    ' && params.spec.chart.spec.sourceRef.name == oldObject.metadata.name' +
    ' && (has(params.spec.chart.spec.sourceRef.namespace) ? params.spec.chart.spec.sourceRef.namespace' +
    ' : params.metadata.namespace) == oldObject.metadata.namespace)' +
    ' || (has(params.spec.chartRef) && params.spec.chartRef.kind == oldObject.kind' +
    ' && params.spec.chartRef.name == oldObject.metadata.name && (has(params.spec.chartRef.namespace)' +
    ' ? params.spec.chartRef.namespace : params.metadata.namespace) == oldObject.metadata.namespace))',
  messageExpression: `'HelmRelease ' + ${RELEASE} + ' still gets its chart from ' + oldObject.metadata.name`,
};

/** A values object stays while a release of its namespace reads it. */
const VALUES_USERS: Validation = {
  expression:
    'params.metadata.namespace != oldObject.metadata.namespace || !has(params.spec.valuesFrom)' +
    " || !params.spec.valuesFrom.exists(v, v.kind == 'ConfigMap' && v.name == oldObject.metadata.name)",
  messageExpression: `'HelmRelease ' + ${RELEASE} + ' still takes values from ' + oldObject.metadata.name`,
};

/** A namespace stays while a release lives in it, or has its workload there. */
const NAMESPACE_USERS: Validation = {
  expression:
    'params.metadata.namespace != oldObject.metadata.name' +
    ' && (has(params.spec.kubeConfig) || !has(params.spec.targetNamespace)' +
    ' || params.spec.targetNamespace != oldObject.metadata.name)',
  messageExpression: `'HelmRelease ' + ${RELEASE} + ' is still in namespace ' + oldObject.metadata.name`,
};

/** The label by which params, and what is held, are told. */
export const OURS: JsonObject = { matchLabels: { [LABELS.managedBy]: MANAGER } };

const SOURCES: Rule = {
  apiGroups: ['source.toolkit.fluxcd.io'],
  resources: ['helmrepositories', 'ocirepositories'],
};
const CONFIG_MAPS: Rule = { apiGroups: [''], resources: ['configmaps'] };
const NAMESPACES: Rule = { apiGroups: [''], resources: ['namespaces'] };
const OF_OURS: JsonObject = { objectSelector: OURS };

/** Every policy of the guard. */
export const REMOVAL_POLICIES: readonly RemovalPolicy[] = [
  { ...policy('releases', HELM_RELEASES, [DEPENDANTS, SETTLED]), crossesNamespaces: true, holds: OF_OURS },
  { ...policy('sources', SOURCES, [SOURCE_USERS]), crossesNamespaces: false, holds: OF_OURS },
  { ...policy('values', CONFIG_MAPS, [VALUES_USERS]), crossesNamespaces: false, holds: OF_OURS },
  { ...policy('namespaces', NAMESPACES, [NAMESPACE_USERS]), crossesNamespaces: true, holds: {} },
];

function policy(subject: string, rule: Rule, validations: readonly Validation[]): Pick<RemovalPolicy, 'name' | 'spec'> {
  const notForced = `!has(oldObject.metadata.annotations) || !('${ANNOTATIONS.ignoreOrder}' in oldObject.metadata.annotations)`;
  return {
    name: `cdk8s-profiles-removal-${subject}`,
    spec: {
      failurePolicy: 'Fail',
      paramKind: { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' },
      matchConstraints: { resourceRules: [{ ...rule, apiVersions: ['*'], operations: ['DELETE'] }] },
      matchConditions: [{ name: 'not-forced', expression: notForced }],
      validations: validations.map(validation => ({ ...validation, reason: 'Forbidden' })),
    },
  };
}
