/**
 * `pctl show --versions`: lists all versions of a profile, newest first.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { fitsKubernetes } from '../../model/version/kubernetes-version';
import { isPrerelease } from '../../model/version/version';
import { versionsOf } from '../catalogs/find-offer';
import type { Offer } from '../catalogs/offered-catalogs';
import type { Context } from '../terminal/command';
import { type Column, printListing } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { markPrerelease } from './mark-prerelease';

const COLUMNS: readonly Column<CatalogEntry>[] = [
  { title: 'VERSION', isKey: true, cell: ({ version }) => markPrerelease(version) },
  { title: 'APP VERSION', cell: ({ appVersion }) => appVersion },
  { title: 'CREATED', cell: ({ created }) => created?.slice(0, 10) },
  { title: 'KUBERNETES', cell: ({ kubeVersion }) => kubeVersion, isWide: true },
];

/** Prints all versions of the profile of `offer`; with `kubeVersion`, whether each can be installed on it. */
export function showVersions(
  context: Context,
  offer: Offer,
  { output, kubeVersion }: { readonly output: OutputFormat; readonly kubeVersion?: string },
): void {
  const { catalog, entry } = offer;
  const name = ({ version }: CatalogEntry) => `${catalog.label}/${entry.name}@${version}`;
  const fits = (version: CatalogEntry) =>
    kubeVersion === undefined ? undefined : fitsKubernetes(version.kubeVersion, kubeVersion);
  const column: Column<CatalogEntry> = {
    title: `ON ${kubeVersion}`,
    isKey: true,
    cell: version => (fits(version) ? 'yes' : 'no'),
  };
  const columns = kubeVersion === undefined ? COLUMNS : [...COLUMNS, column];
  const data = (version: CatalogEntry) => ({ ...toData(version), fitsKubernetes: fits(version) });
  printListing(context, { key: 'versions', items: versionsOf(offer), columns, name, data }, output);
}

function toData({ version, appVersion, created, kubeVersion }: CatalogEntry): object {
  return { version, appVersion, created, kubeVersion, prerelease: isPrerelease(version) };
}
