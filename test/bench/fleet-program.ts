/**
 * A typical fleet of a platform team: every cluster gets the same 29 profiles of one chart
 * repository, in five layers. That is 30 objects per cluster.
 */
import { Catalog, type CatalogEntry, Cluster, Fleet } from 'cdk8s-profiles';

const PROFILES = 29;
const LAYERS = 5;
const VALUES = { replicaCount: 2, image: { tag: '1.2.3' }, ingress: { enabled: false } };
const NOTHING = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };

/** The program, constructed but not synthesized. */
export function fleetProgram(clusters: number): Fleet {
  const fleet = new Fleet();
  const catalog = layeredCatalog(fleet, PROFILES);
  for (let i = 0; i < clusters; i++) {
    const cluster = new Cluster(fleet, clusterName(i), { catalog });
    for (const name of catalog.profileNames) cluster.subscribe(name, { values: VALUES });
  }
  return fleet;
}

/** `cluster-0042`. */
export function clusterName(number: number): string {
  return `cluster-${String(number).padStart(4, '0')}`;
}

/** Profiles spread over five layers. */
export function layeredCatalog(fleet: Fleet, profiles: number): Catalog {
  const entries = Array.from({ length: profiles }, (_, i): CatalogEntry => {
    const name = `profile-${String(i).padStart(4, '0')}`;
    const origin = { kind: 'chart', chart: name } as const;
    return { name, version: '1.2.3', origin, layer: i % LAYERS, ...NOTHING };
  });
  return new Catalog(fleet, 'platform', { entries, repository: 'https://charts.example.com' });
}
