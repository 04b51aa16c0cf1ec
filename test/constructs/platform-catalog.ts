/**
 * A catalog that is small enough to work out the answers by hand: cert-manager and kyverno in layer
 * 0, linkerd2 in 1, flagger in 2, external-secrets-store-config in 10, jaeger and vault in none.
 */
import { Catalog, type CatalogEntry } from 'cdk8s-profiles';
import type { Construct } from 'constructs';

const VERSIONS: readonly (readonly [name: string, version: string, layer?: number])[] = [
  ['cert-manager', '0.0.8', 0],
  ['cert-manager', '0.0.7', 0],
  ['external-secrets-store-config', '0.0.1', 10],
  ['flagger', '0.0.2', 2],
  ['jaeger', '0.0.4'],
  ['kyverno', '0.0.5', 0],
  ['linkerd2', '0.1.0-rc.1', 1],
  ['linkerd2', '0.0.16', 1],
  ['linkerd2', '0.0.15', 1],
  ['vault', '0.0.1'],
];

export const REPOSITORY = 'https://charts.example.com';

export const ENTRIES: readonly CatalogEntry[] = VERSIONS.map(([name, version, layer]) => ({
  name,
  version,
  origin: { kind: 'chart', chart: name },
  layer,
  keywords: [],
  maintainers: [],
  prerequisites: [],
  dependencies: [],
}));

/** The catalog `platform` in `scope`. */
export function platformCatalog(scope: Construct, entries = ENTRIES): Catalog {
  return new Catalog(scope, 'platform', { entries, repository: REPOSITORY });
}
