import { Chart } from 'cdk8s';
import { Cluster, Fleet, RemovalGuard, type RemovalGuardProps } from 'cdk8s-profiles';
import { parse } from 'yaml';
import { filesIn, temporaryFolder } from './temporary-folder';

const DELIVERY = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;

let fleet: Fleet;

beforeEach(() => {
  fleet = new Fleet({ outdir: temporaryFolder(), delivery: DELIVERY });
});

/** Whom the guard trusts by name, beside those who may write all HelmReleases. */
function trusted(): string[] {
  fleet.synth();
  const path = 'guard/ValidatingAdmissionPolicy.cdk8s-profiles-removal-writers.k8s.yaml';
  const { spec } = parse(filesIn(fleet.outdir)[path]) as { spec: { validations: { expression: string }[] } };
  const [, names = ''] = /^request\.userInfo\.username in \[(.*?)\]/.exec(spec.validations[0].expression) ?? [];
  return names === '' ? [] : names.replaceAll("'", '').split(', ');
}

test('nobody is trusted by name who is not named', () => {
  new RemovalGuard(fleet, 'guard');
  expect(trusted()).toEqual([]);
});

test('accounts that clusters are applied as are trusted, whenever they are delivered, and those that are named', () => {
  new RemovalGuard(fleet, 'guard', { appliers: ['team-b/reconciler', 'constructor/platform'] });
  const flux = new Chart(fleet, 'flux');
  new Cluster(fleet, 'production').deliverFrom(flux, { serviceAccountName: 'platform' });
  new Cluster(fleet, 'staging').deliverFrom(flux, { serviceAccountName: 'reconciler', namespace: 'team-b' });
  new Cluster(fleet, 'canary').deliverFrom(flux);
  expect(trusted()).toEqual([
    'system:serviceaccount:constructor:platform',
    'system:serviceaccount:flux-system:platform',
    'system:serviceaccount:team-b:reconciler',
  ]);
});

test('the account that applies the guard writes no releases', () => {
  new RemovalGuard(fleet, 'guard').deliverFrom(new Chart(fleet, 'flux'), { serviceAccountName: 'guardian' });
  expect(trusted()).toEqual([]);
});

test.each<[string, RemovalGuardProps, readonly string[]]>([
  ['no names', { namespaces: [], appliers: [] }, []],
  [
    'namespaces',
    { namespaces: ['team-b', 'Team_C', ''] },
    ['namespace in namespaces "" is not allowed', 'namespace in namespaces "Team_C" is not allowed'],
  ],
  [
    'accounts',
    { appliers: ['platform', 'a/b/c', "x/y'] || true || ['"] },
    [
      'service account in appliers "a/b/c" is not allowed',
      'service account in appliers "platform" is not allowed',
      `service account in appliers "x/y'] || true || ['" is not allowed`,
    ],
  ],
])('fails with each name that no object can have: %s', (_, props, expected) => {
  const guard = new RemovalGuard(fleet, 'guard', props);
  const messages = guard.node.validate();
  expect(messages.map(message => message.split(':')[0]).sort()).toEqual(expected);
  expect(fleet.problems.map(({ kind, path }) => [kind, path])).toEqual(expected.map(() => ['invalid-name', 'guard']));
});
