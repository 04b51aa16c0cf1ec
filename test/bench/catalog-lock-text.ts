import { formatCatalogLock } from '../../lib/model/catalog-lock';
import { parseHelmIndex } from '../../lib/model/helm-index';
import { helmIndexText } from './helm-index-text';

/** The lock file of a catalog of 10,000 versions. */
export function catalogLockText(): string {
  const { entries } = parseHelmIndex(helmIndexText(14_200_000, 1), { file: 'index.yaml' });
  const source = { kind: 'HelmRepository', name: 'platform', namespace: 'flux-system' } as const;
  const text = formatCatalogLock({
    source: { ...source, url: 'https://charts.example.com' },
    entries: entries.slice(0, 10_000),
  });
  return Buffer.from(text).toString('utf8');
}
