/**
 * Lock files as `pctl catalog update` writes them.
 */
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { formatCatalogLock } from '../../../lib/model/formats/catalog-lock';

type Profile = Partial<CatalogEntry> & { readonly versions: readonly string[] };

/** The lock file of the HelmRepository `name` in `namespace`: versions by profile, or their fields. */
export function lockText(
  name: string,
  profiles: Readonly<Record<string, readonly string[] | Profile>>,
  namespace = 'flux-system',
): string {
  const url = `https://charts.example.com/${name}`;
  const entries = Object.entries(profiles).flatMap(([profile, about]) => {
    const { versions, ...more } = 'versions' in about ? about : { versions: about };
    return versions.map(version => entryOf(profile, version, more));
  });
  return formatCatalogLock({ source: { kind: 'HelmRepository', name, namespace, url }, entries });
}

function entryOf(name: string, version: string, more: Partial<CatalogEntry>): CatalogEntry {
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  return { name, version, origin: { kind: 'chart', chart: name }, ...nothing, ...more };
}

/** A catalog that is small enough to remember. */
export const PLATFORM = lockText('platform', {
  'cert-manager': { versions: ['0.0.8'], layer: 0, category: 'Security', description: 'Certificates for the mesh' },
  flagger: { versions: ['0.0.1', '0.0.2'], layer: 2, category: 'Delivery', keywords: ['canary', 'mesh'] },
  linkerd2: { versions: ['0.0.15', '0.1.0-rc.1', '0.0.16'], layer: 1, category: 'Mesh', keywords: ['linkerd2'] },
  'linkerd2-viz': { versions: ['1.0.0-rc.2', '1.0.0-rc.1'], layer: 10, description: 'Dashboards of LINKERD2' },
});
