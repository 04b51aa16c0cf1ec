/**
 * Which releases are asked before an object is deleted.
 */
import { bindingAcross, bindingOf } from '../../lib/flux/removal-bindings';
import { REMOVAL_POLICIES } from '../../lib/flux/removal-policy';

const RELEASES = REMOVAL_POLICIES[0];
const NAMESPACES = ['clusters', 'flux-system'];

interface Spec {
  readonly paramRef: { readonly namespace?: string; readonly selector: object };
  readonly matchResources?: {
    readonly namespaceSelector: { readonly matchExpressions: readonly { readonly values: readonly string[] }[] };
  };
}

/** How many bindings of a guard for NAMESPACES ask a release in `user` about one that is deleted in `deleted`. */
function timesAsked(user: string, deleted: string): number {
  const bindings = [bindingOf(RELEASES), ...NAMESPACES.map(namespace => bindingAcross(RELEASES, namespace))];
  return bindings.filter(({ spec }) => {
    const { paramRef, matchResources } = spec as unknown as Spec;
    expect(paramRef.selector).toEqual({ matchLabels: { 'app.kubernetes.io/managed-by': 'cdk8s-profiles' } });
    const notIn = matchResources?.namespaceSelector.matchExpressions[0].values ?? [];
    return user === (paramRef.namespace ?? deleted) && !notIn.includes(deleted);
  }).length;
}

test.each(NAMESPACES.flatMap(user => NAMESPACES.map(deleted => [user, deleted])))(
  'a release in %s is asked once about a release in %s',
  (user, deleted) => {
    expect(timesAsked(user, deleted)).toBe(1);
  },
);

test('names of bindings are frozen', () => {
  const names = [bindingOf(RELEASES), bindingAcross(RELEASES, 'team-b')].map(({ name }) => name);
  expect(names).toEqual(['cdk8s-profiles-removal-releases', 'cdk8s-profiles-removal-releases-team-b']);
});
