/**
 * Profiles by name, on clusters with several catalogs.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENTRIES, platformCatalog } from '../platform-catalog';
import { temporaryFolder } from '../temporary-folder';

let fleet: Fleet;
let platform: Catalog;
/** Has linkerd2 as well, and two profiles that `platform` does not have. */
let upstream: Catalog;
beforeEach(() => {
  fleet = new Fleet({ outdir: temporaryFolder() });
  platform = platformCatalog(fleet);
  const [certManager] = ENTRIES;
  const linkerd2 = { ...certManager, name: 'linkerd2', version: '2.0.0', layer: 3 };
  const entries = [linkerd2, { ...certManager, name: 'trust-manager', version: '0.19.0' }];
  upstream = new Catalog(fleet, 'upstream', { entries, repository: 'https://charts.jetstack.io' });
});

const clusterOf = (catalogs: readonly Catalog[], id = 'production') => new Cluster(fleet, id, { catalogs });

/** `linkerd2: platform 0.0.16 layer-1`, sorted. */
const releasesOf = (cluster: Cluster) =>
  cluster
    .toJson()
    .filter(({ kind }) => kind === 'HelmRelease')
    .map(object => {
      const { name, annotations, labels } = object.metadata as Record<'annotations' | 'labels', Record<string, string>> & { name: string }; // prettier-ignore
      const origin = ['catalog', 'version'].map(key => annotations[`cdk8s-profiles/${key}`]);
      return `${name}: ${[...origin, labels['weave.works/applied-layer']].join(' ')}`;
    });

test('a name that only one of the catalogs has is found there, in whatever order they are given', () => {
  const plans = [clusterOf([platform, upstream]), clusterOf([upstream, platform], 'staging')].map(cluster => {
    cluster.subscribe('trust-manager');
    cluster.subscribe('flagger');
    return releasesOf(cluster);
  });
  expect(plans[0]).toEqual(['flagger: platform 0.0.2 layer-2', 'trust-manager: upstream 0.19.0 layer-0']);
  expect(plans[1]).toEqual(plans[0]);
});

test('a name with a catalog picks one, and the subscription is called by the name of the profile', () => {
  const cluster = clusterOf([platform, upstream]);
  const subscription = cluster.subscribe('upstream/linkerd2');
  cluster.subscribe('platform/linkerd2', { id: 'mesh', version: '0.0.15', targetNamespace: 'mesh' });
  expect(subscription.subscriptionName).toBe('linkerd2');
  expect(releasesOf(cluster)).toEqual(['linkerd2: upstream 2.0.0 layer-3', 'mesh: platform 0.0.15 layer-1']);
});

test('the name of the only catalog may be written too', () => {
  const cluster = new Cluster(fleet, 'production', { catalog: platform });
  cluster.subscribe('platform/flagger');
  expect(releasesOf(cluster)).toEqual(['flagger: platform 0.0.2 layer-2']);
});

test('a range chooses a version, not the catalog', () => {
  const cluster = clusterOf([platform, upstream]);
  cluster.subscribe('linkerd2', { version: '^2' });
  cluster.subscribe('trust-manager', { version: '^9' });
  expect(cluster.plan.problems).toMatchObject([
    { kind: 'ambiguous-profile', names: ['platform/linkerd2', 'upstream/linkerd2'], path: 'production/linkerd2' },
    { kind: 'no-matching-version', catalog: 'upstream', path: 'production/trust-manager' },
  ]);
});

test('fails once for a catalog that cannot be read, whichever profiles it may have', () => {
  const file = join(temporaryFolder(), 'broken.lock.yaml');
  writeFileSync(file, 'kind: CatalogLock\nsource: [\n');
  const cluster = clusterOf([Catalog.fromFile(fleet, 'broken', file), platform]);
  cluster.subscribe('flagger');
  cluster.subscribe('trust-manager');
  expect(cluster.plan.problems).toEqual([]);
  expect(() => fleet.synth()).toThrow(/^[^\n]*broken\.lock\.yaml:\d+:\d+: [^\n]*$/);
});

test('a catalog that is given twice is one catalog, and two of one name are a problem', () => {
  const cluster = clusterOf([platform, platform]);
  cluster.subscribe('flagger');
  expect(releasesOf(cluster)).toEqual(['flagger: platform 0.0.2 layer-2']);
  const other = platformCatalog(new Cluster(fleet, 'edge'));
  expect(clusterOf([platform, other], 'staging').plan.problems).toEqual([
    {
      kind: 'invalid-props',
      what: '2 catalogs are called "platform"',
      remedy: 'give them different ids',
      path: 'staging',
    },
  ]);
});

test('fails for "catalog" and "catalogs" together', () => {
  const cluster = new Cluster(fleet, 'production', { catalog: platform, catalogs: [upstream] });
  expect(cluster.plan.problems).toMatchObject([{ kind: 'invalid-props', path: 'production' }]);
});
