/**
 * Removal in reverse order, enforced by the API server: ValidatingAdmissionPolicies deny a DELETE
 * while something still needs the object, an UPDATE that would uninstall a release, and releases
 * whose writer must not hold back other objects.
 *
 * The params of a removal are the HelmReleases themselves, selected by this library's label.
 * kustomize-controller retries what was denied (since 1.9), so a removal proceeds layer by layer.
 * An expression must be true for every param, or the request is denied.
 */
import type { JsonObject } from '../model/data/json';
import { ANNOTATIONS, LABELS, MANAGER } from '../model/labels';
import { IS_INSTALLED, STAYS } from './move-rules';
import * as rules from './removal-rules';
import { CHANGES_COUNTED, IS_BOUNDED, IS_COUNTED, trusted } from './writer-rules';

/** A ValidatingAdmissionPolicy, without its metadata. */
export interface RemovalPolicy {
  /** Name of the policy, and the beginning of its bindings' names. Frozen: they are never pruned. */
  readonly name: string;
  readonly spec: JsonObject;
  /** Whether the policy is evaluated for every release of this library. */
  readonly hasParams: boolean;
  /** Whether a release may need an object that is deleted in another namespace. */
  readonly crossesNamespaces: boolean;
}

/** The label of the objects that are protected. */
const OURS: JsonObject = { matchLabels: { [LABELS.managedBy]: MANAGER } };

/** An operator has not let the object through. */
const IS_NOT_FORCED = `!has(oldObject.metadata.annotations) || !('${ANNOTATIONS.ignoreOrder}' in oldObject.metadata.annotations)`;

const SOURCES = {
  apiGroups: ['source.toolkit.fluxcd.io'],
  resources: ['helmrepositories', 'ocirepositories', 'gitrepositories'],
};
const CLUSTERS = { apiGroups: ['cluster.x-k8s.io'], resources: ['clusters'] };
const RELEASES = { apiGroups: ['helm.toolkit.fluxcd.io'], resources: ['helmreleases'] };
const core = (resource: string) => ({ apiGroups: [''], resources: [resource] });

/**
 * What happens to requests that match a policy if it cannot be evaluated. An API server fails
 * policies with HelmReleases as params until it knows them: for up to a minute after it has
 * started, and forever if Flux is not installed, or no longer. With `Fail`, no namespace could then
 * be deleted, nor its content. Releases and sources are deleted together with the CRDs of Flux, and
 * no policy is evaluated for that.
 */
type FailurePolicy = 'Fail' | 'Ignore';

/** The policies that are the same in every guard. */
export const REMOVAL_POLICIES: readonly RemovalPolicy[] = [
  removal('releases', RELEASES, [rules.DEPENDANTS, rules.TAKEN_OVER, rules.SETTLED], 'Fail', {
    crossesNamespaces: true,
  }),
  removal('sources', SOURCES, [rules.SOURCE_USERS], 'Fail'),
  removal('values', core('configmaps'), [rules.VALUES_USERS], 'Ignore'),
  removal('namespaces', core('namespaces'), [rules.NAMESPACE_USERS], 'Ignore', {
    crossesNamespaces: true,
    matches: {},
  }),
  // infrastructure that is deleted too early leaves load balancers and volumes behind
  removal('clusters', CLUSTERS, [rules.CLUSTER_USERS], 'Fail', { matches: {} }),
  {
    name: nameOf('moves'),
    spec: specOf(RELEASES, ['UPDATE'], STAYS, {
      matchConditions: [
        { name: 'not-forced', expression: IS_NOT_FORCED },
        { name: 'installed', expression: IS_INSTALLED },
      ],
    }),
    hasParams: false,
    crossesNamespaces: false,
  },
];

/** The policy on who may write releases that count: users with that permission, and those named in `appliers`. */
export function writersPolicy(appliers: readonly string[]): RemovalPolicy {
  const spec = specOf(RELEASES, ['CREATE', 'UPDATE'], [trusted(appliers), ...IS_BOUNDED], {
    matchConditions: [
      { name: 'counted', expression: IS_COUNTED },
      { name: 'changed', expression: CHANGES_COUNTED },
    ],
  });
  return { name: nameOf('writers'), spec, hasParams: false, crossesNamespaces: false };
}

/** The policy that makes a removal wait; a folder that contains it contains a guard. */
export const GUARDING_POLICY = nameOf('releases');

function nameOf(subject: string): string {
  return `cdk8s-profiles-removal-${subject}`;
}

interface RemovalOptions {
  readonly crossesNamespaces?: boolean;
  /** Which objects it protects. @default those with this library's label */
  readonly matches?: JsonObject;
}

function removal(
  subject: string,
  rule: JsonObject,
  reasons: readonly rules.RemovalRule[],
  failurePolicy: FailurePolicy,
  { crossesNamespaces = false, matches }: RemovalOptions = {},
): RemovalPolicy {
  const paramKind = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' };
  // most releases do not need the deleted object: validations and messages cost four times as much, a second condition
  // half as much again
  const isNeeded = reasons.map(({ expression }) => `!(${expression})`).join(' || ');
  const needed = { name: 'needed', expression: `(${IS_NOT_FORCED}) && (${isNeeded})` };
  const spec = specOf(rule, ['DELETE'], reasons.flatMap(rules.validationsOf), {
    ...{ failurePolicy, matches, paramKind },
    matchConditions: [needed],
  });
  return { name: nameOf(subject), spec, hasParams: true, crossesNamespaces };
}

interface SpecOptions {
  readonly failurePolicy?: FailurePolicy;
  readonly matches?: JsonObject;
  readonly matchConditions: readonly JsonObject[];
  readonly paramKind?: JsonObject;
}

/**
 * Requests that do not match are allowed even if the policy cannot be evaluated; a binding would
 * take effect too late.
 */
function specOf(
  rule: JsonObject,
  operations: readonly string[],
  validations: readonly rules.Validation[],
  { failurePolicy = 'Fail', matches = { objectSelector: OURS }, matchConditions, paramKind }: SpecOptions,
): JsonObject {
  return {
    failurePolicy,
    matchConstraints: { resourceRules: [{ ...rule, apiVersions: ['*'], operations }], ...matches },
    matchConditions,
    validations: validations.map(validation => ({ ...validation, reason: 'Forbidden' })),
    ...(paramKind && { paramKind }),
  };
}
