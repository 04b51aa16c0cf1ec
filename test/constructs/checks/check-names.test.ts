import { Chart } from 'cdk8s';
import { Cluster, Fleet, type ManifestOptions } from 'cdk8s-profiles';
import { problemsOf } from '../emitted';

const DELIVERY = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;

test('fails with each name of a cluster that nothing can have', () => {
  const fleet = new Fleet();
  new Cluster(fleet, 'production', {
    existingNamespaces: ['monitoring', 'Legacy', 'a.b'],
    existingApis: ['monitoring.coreos.com', 'cert-manager.io/v1', ''],
  });
  const names = fleet.problems.map(problem => problem.kind === 'invalid-name' && [problem.what, problem.value]);
  expect(names).toEqual([
    ['API group in existingApis', ''],
    ['API group in existingApis', 'cert-manager.io/v1'],
    ['namespace in existingNamespaces', 'Legacy'],
    ['namespace in existingNamespaces', 'a.b'],
  ]);
});

const APPLIED: ManifestOptions = {
  postBuild: {
    substituteFrom: [
      { kind: 'ConfigMap', name: 'cluster.vars' },
      { kind: 'Secret', name: 'Cluster Vars' },
    ],
  },
  healthChecks: [{ kind: 'Deployment', name: 'webhook', namespace: 'cert_manager' }],
  serviceAccountName: 'flux@applier',
};
const EXPECTED = [
  { kind: 'invalid-name', what: 'namespace', value: 'cert_manager' },
  { kind: 'invalid-name', what: 'object in substituteFrom', value: 'Cluster Vars' },
  { kind: 'invalid-name', what: 'service account', value: 'flux@applier' },
];

test('fails with each name of manifests that nothing can have', () => {
  const fleet = new Fleet({ delivery: DELIVERY });
  new Cluster(fleet, 'production', { manifestDefaults: APPLIED }).kustomization('issuers', { path: './issuers' });
  expect(fleet.problems).toMatchObject(EXPECTED);
});

test('fails with each name of a delivery that nothing can have', () => {
  const fleet = new Fleet({ delivery: DELIVERY });
  const deliver = () => {
    const dependsOn = [{ name: 'secrets' }, { name: 'Secrets', namespace: 'a/b' }];
    return new Cluster(fleet, 'production').deliverFrom(new Chart(fleet, 'flux'), { ...APPLIED, dependsOn });
  };
  expect(problemsOf(deliver)).toMatchObject([
    EXPECTED[0],
    { what: 'namespace', value: 'a/b' },
    EXPECTED[2],
    EXPECTED[1],
    { what: 'Kustomization in dependsOn', value: 'Secrets' },
  ]);
});
