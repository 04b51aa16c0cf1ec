/**
 * Clusters that say which Kubernetes they are, and charts that require another.
 */
import { App } from 'cdk8s';
import { Catalog, type CatalogEntry, Cluster, type ClusterProps, Fleet } from 'cdk8s-profiles';

const KUBE: Readonly<Record<string, string | undefined>> = {
  '3.0.0-rc.1': '>=1.20.0-0',
  '2.0.0': '>=1.29.0-0',
  '1.10.0': '>=1.25.0',
  '1.9.0': undefined,
};

function entriesOf(name: string): CatalogEntry[] {
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  return Object.entries(KUBE).map(([version, kubeVersion]) => {
    return { name, version, kubeVersion, origin: { kind: 'chart', chart: name }, ...nothing };
  });
}

/** The problems of one subscription to linkerd2 on a cluster. */
function problemsOf(props: ClusterProps, version?: string, fleet = new Fleet()) {
  const entries = [...entriesOf('constructor'), ...entriesOf('linkerd2')];
  const catalog = new Catalog(fleet, 'platform', { repository: 'https://charts.example.com', entries });
  const cluster = new Cluster(fleet, 'production', { catalog, ...props });
  cluster.subscribe('linkerd2', { version });
  return cluster.plan.problems;
}

test.each([
  ['none is given', {}, undefined],
  ['it is in the range of the chart', { kubernetesVersion: 'v1.29.3' }, undefined],
  ['the chart says nothing', { kubernetesVersion: 'v1.2.0' }, '1.9.0'],
])('nothing is wrong if %s', (_, props, version) => {
  expect(problemsOf(props, version)).toEqual([]);
});

test.each([
  ['v1.28.0', undefined, '2.0.0', '1.10.0'],
  ['v1.28.0-gke.100', undefined, '2.0.0', '1.9.0'],
  ['v1.28.0-gke.100', '1.10.0', '1.10.0', '1.9.0'],
])(
  'fails on %s for %s, and names the newest version that can be installed',
  (kubernetesVersion, range, version, newest) => {
    expect(problemsOf({ kubernetesVersion }, range)).toEqual([
      {
        kind: 'kubernetes-version',
        path: 'production/linkerd2',
        profile: 'linkerd2',
        version,
        range: KUBE[version],
        kubernetesVersion,
        newest,
      },
    ]);
  },
);

test('fails for a profile that is given as an object, and under stock App', () => {
  const app = new App();
  const catalog = new Catalog(app, 'a', { repository: 'https://charts.example.com', entries: entriesOf('flagger') });
  const cluster = new Cluster(app, 'production', { kubernetesVersion: '1.20' });
  cluster.subscribe(catalog.profile('flagger', '^2'));
  expect(cluster.plan.problems).toMatchObject([{ kind: 'kubernetes-version', version: '2.0.0' }]);
});

test('a cluster takes the version from its fleet, unless it has its own', () => {
  const fleet = () => new Fleet({ kubernetesVersion: 'v1.20.0' });
  expect(problemsOf({}, undefined, fleet())).toMatchObject([{ kubernetesVersion: 'v1.20.0' }]);
  expect(problemsOf({ kubernetesVersion: 'v1.30.0' }, undefined, fleet())).toEqual([]);
});

test('fails for what is not a version, and then checks no chart', () => {
  expect(problemsOf({ kubernetesVersion: '>=1.29' })).toMatchObject([
    { kind: 'invalid-props', path: 'production', what: 'kubernetesVersion ">=1.29" is not a version of Kubernetes' },
  ]);
});
