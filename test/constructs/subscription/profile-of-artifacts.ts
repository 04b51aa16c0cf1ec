/**
 * Subscriptions to profiles of several artifacts.
 */
import { Catalog, type CatalogEntry, Cluster, Fleet, type FleetDelivery, type ProfileArtifact } from 'cdk8s-profiles';
import { objectsOf, problemsOf, releaseOf } from '../emitted';
import { temporaryFolder } from '../temporary-folder';

export const DELIVERY: FleetDelivery = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' };
export const URL = 'https://git.example.com/profiles';

export const CRDS: ProfileArtifact = { name: 'crds', kustomize: { path: './crds/' } };
export const CACHE: ProfileArtifact = {
  name: 'cache',
  chart: {
    url: 'https://charts.example.com',
    name: 'redis',
    version: '14.6.1',
    defaultValues: 'replicas: 1\nmode: small\n',
  },
};
export const SERVER: ProfileArtifact = { name: 'server', chart: { path: 'charts/server' } };

export const dependsOn = (...names: readonly string[]) => ({ dependsOn: names.map(name => ({ name })) });
export const nested = (name: string, artifacts: readonly ProfileArtifact[], commit = 'c1'): ProfileArtifact => ({
  name,
  profile: { source: { url: URL, tag: `${name}/v1.0.0` }, commit, artifacts },
});

export let production: Cluster;
export let fleet: Fleet;
let count = 0;

beforeEach(() => {
  fleet = new Fleet({ outdir: temporaryFolder(), delivery: DELIVERY });
  production = new Cluster(fleet, 'production');
});

/** A catalog with one profile, in folder `web`. */
export function catalogOf(
  artifacts: readonly ProfileArtifact[] | undefined,
  more: Partial<CatalogEntry> = {},
  commit = 'c0',
): Catalog {
  const origin = { kind: 'git', url: URL, tag: 'web/v1.0.0', folder: 'web', commit, artifacts } as const;
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  const entry: CatalogEntry = { name: 'web', version: 'v1.0.0', origin, ...nothing, ...more };
  return new Catalog(fleet, `catalog-${count++}`, { entries: [entry], repository: '' });
}

export const subscribe = (
  artifacts: readonly ProfileArtifact[],
  options: object = {},
  commit = 'c0',
  cluster = production,
) => cluster.subscribe('web', { catalog: catalogOf(artifacts, {}, commit), ...options });
export const namesOf = (cluster: Cluster) => objectsOf(cluster, 'HelmRelease').map(({ metadata }) => metadata.name);
export const innerOf = (name: string, cluster = production) =>
  (releaseOf(cluster, name).spec.values as { spec: Record<string, unknown> }).spec;
export const wordsOf = (action: () => unknown) =>
  problemsOf(action).map(problem =>
    problem.kind === 'invalid-props'
      ? `${problem.what}; ${problem.remedy}`
      : problem.kind === 'invalid-value'
        ? `${problem.at}: ${problem.reason}`
        : problem.kind,
  );
