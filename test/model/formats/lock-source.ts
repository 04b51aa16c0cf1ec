/**
 * A source of lock files, and the problems in them.
 */
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { type CatalogLock, parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { formatProblem } from '../../../lib/model/problem-words';

export const SOURCE: CatalogLock['source'] = {
  kind: 'HelmRepository',
  name: 'platform',
  namespace: 'flux-system',
  url: 'https://charts.example.com',
};

/** Without what no lock holds. */
export const withoutLocation = ({ location: _, archiveUrl: _url, ...entry }: CatalogEntry) => entry;
export const lines = (text: string) => parseCatalogLock(text, 'a.lock.yaml').problems.map(formatProblem);
