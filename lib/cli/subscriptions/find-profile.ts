/**
 * Finds the profile that `pctl add` subscribes to in the catalogs of the repository.
 */
import type { SubscriptionSpec } from '../../model/subscriptions/subscription-schema';
import { findOffer, readProfileReference } from '../catalogs/find-offer';
import { readOfferedCatalogs } from '../catalogs/offered-catalogs';
import type { Context } from '../terminal/command';
import type { ChangeFailure } from './change-repository';
import { catalogsIn, type Repository } from './find-repository';

/** What a subscription is to. */
export interface FoundProfile {
  /** Of the profile, or of the chart. */
  readonly name: string;
  /** Exact. */
  readonly version: string;
  /** What the file says of it. */
  readonly spec: Pick<SubscriptionSpec, 'profile' | 'chart' | 'version' | 'layer'>;
  /** What the catalog of the profile needs: new files by their paths from the root. @default nothing */
  readonly files?: readonly (readonly [string, string])[];
  /** What to know in addition, a line each. */
  readonly notes: readonly string[];
}

/** Finds `text`, `[[NAMESPACE/]CATALOG/]PROFILE[@RANGE]`; without a range, the newest version is written exactly. */
export function findProfile(context: Context, { root }: Repository, text: string): FoundProfile | ChangeFailure {
  const readings = readProfileReference(text);
  if (readings.length === 0) return { errors: [`"${text}" is not readable. Write [[NAMESPACE/]CATALOG/]PROFILE[@RANGE]`] }; // prettier-ignore
  const offer = findOffer(
    readOfferedCatalogs(context, { catalogs: catalogsIn(context, root) }).catalogs,
    readings,
    false,
  );
  if ('error' in offer) return { errors: [offer.error] };
  const { catalog, entry, range } = offer;
  const profile = `${catalog.label}/${entry.name}`;
  return { name: entry.name, version: entry.version, spec: { profile, version: range ?? entry.version }, notes: [] };
}
