/**
 * Which releases are asked before an object is deleted, whatever versions of this library wrote them.
 */
import { bindingAcross, bindingsOf } from '../../lib/flux/removal-bindings';
import { REMOVAL_POLICIES } from '../../lib/flux/removal-policy';
import { removalTarget, TARGETS } from '../../lib/flux/removal-target';

const RELEASES = REMOVAL_POLICIES[0];
const NAMESPACES = ['clusters', 'flux-system'];

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values: string[] }[];
}

interface Spec {
  readonly paramRef: { readonly namespace?: string; readonly selector: Selector };
  readonly matchResources?: { readonly objectSelector?: Selector; readonly namespaceSelector?: Selector };
}

interface Release {
  readonly namespace: string;
  readonly target?: string;
}

/** As Kubernetes does: `NotIn` is true for what has no such label. */
function matches({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Readonly<Record<string, string>>) {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => values.includes(labels[key]) === (operator === 'In'))
  );
}

function labelsOf({ target }: Release): Record<string, string> {
  const ours = { 'app.kubernetes.io/managed-by': 'cdk8s-profiles' };
  return target === undefined ? ours : { ...ours, 'cdk8s-profiles/target': target };
}

/** How many bindings of a guard for NAMESPACES ask `user` whether `deleted` may go. */
function timesAsked(user: Release, deleted: Release): number {
  const bindings = [...bindingsOf(RELEASES), ...NAMESPACES.map(namespace => bindingAcross(RELEASES, namespace))];
  return bindings.filter(binding => {
    const { paramRef, matchResources: { objectSelector = {}, namespaceSelector = {} } = {} } = binding.spec as unknown as Spec; // prettier-ignore
    return (
      matches(objectSelector, labelsOf(deleted)) &&
      matches(namespaceSelector, { 'kubernetes.io/metadata.name': deleted.namespace }) &&
      user.namespace === (paramRef.namespace ?? deleted.namespace) &&
      matches(paramRef.selector, labelsOf(user))
    );
  }).length;
}

const targets = [undefined, '0', 'f', 'unknown'];
const pairs = NAMESPACES.flatMap(namespace =>
  targets.flatMap(target => targets.map(other => [namespace, target, other] as const)),
);

test.each(pairs)('a user in %s with target %s is asked once about a release with target %s that it may need', (namespace, target, other) => {
  const [home] = NAMESPACES;
  const hasTarget = (value: string | undefined) => value !== undefined && TARGETS.includes(value);
  const isApart = hasTarget(target) && (namespace === home ? hasTarget(other) && target !== other : true);
  expect(timesAsked({ namespace, target }, { namespace: home, target: other })).toBe(isApart ? 0 : 1);
}); // prettier-ignore

test('the target is that of a namespace and a kubeconfig, whatever the cluster is called', () => {
  const kubeConfig = (name: string) => ({ secretRef: { name } });
  expect(removalTarget('clusters', kubeConfig('eu-1'))).toBe(removalTarget('clusters', kubeConfig('eu-1')));
  const names = Array.from({ length: 400 }, (_, i) => `cluster-${i}`);
  const found = names.map(name => removalTarget('clusters', kubeConfig(name)));
  expect(new Set(found)).toEqual(new Set(TARGETS));
});

test('names of bindings are frozen, and none is that of a namespace', () => {
  const names = REMOVAL_POLICIES.flatMap(policy => bindingsOf(policy).map(({ name }) => name));
  expect(names.map(name => name.replace('cdk8s-profiles-removal-', '')).slice(0, 4)).toEqual([
    'releases',
    'releases.no-target',
    'releases.target-0',
    'releases.target-1',
  ]);
  expect(names).toHaveLength(REMOVAL_POLICIES.length + 17);
  expect(bindingAcross(RELEASES, 'target-0').name).toBe('cdk8s-profiles-removal-releases-target-0');
});
