/**
 * `pctl show --versions`: lists all versions of a profile, newest first.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
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

/** Prints all versions of the profile of `offer`. */
export function showVersions(context: Context, offer: Offer, output: OutputFormat): void {
  const { catalog, entry } = offer;
  const name = ({ version }: CatalogEntry) => `${catalog.label}/${entry.name}@${version}`;
  printListing(context, { key: 'versions', items: versionsOf(offer), columns: COLUMNS, name, data: toData }, output);
}

function toData({ version, appVersion, created, kubeVersion }: CatalogEntry): object {
  return { version, appVersion, created, kubeVersion, prerelease: isPrerelease(version) };
}
