/**
 * The profiles of a whole platform, each in two versions.
 *
 * Names, layers and versions are those of a real index if it is next to this repository, and
 * generated in the same shape otherwise. The charts are test charts.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { TestChart } from '../harness';

/** A profile, and its versions on the platform: the older one, then the newest. */
export interface Offer {
  readonly profile: string;
  /** Name of the chart, which may differ from the profile's. */
  readonly chart: string;
  readonly older: OfferedVersion;
  readonly newest: OfferedVersion;
}

export interface OfferedVersion {
  readonly version: string;
  /** Absent: installed after all that have one. */
  readonly layer?: number;
}

interface ChartVersion {
  readonly version: string;
  readonly annotations: Readonly<Record<string, string>>;
}

const FILE = resolve(__dirname, '../../../../shared/data/profiles-catalog-index.yaml');

/** How many profiles each layer of the index has; there is no layer 3, and twelve profiles have none. */
const SHAPE: readonly (readonly [layer: number | undefined, profiles: number])[] = [
  [0, 5],
  [1, 7],
  [2, 6],
  [4, 1],
  [undefined, 12],
];

/** Those of the real index, or generated ones. */
export function findOffers(): readonly Offer[] {
  return existsSync(FILE) ? offersOf(readFileSync(FILE, 'utf8')) : madeUpOffers();
}

/** Both versions of every offer, annotated as profiles in their layers. */
export function chartsOf(offers: readonly Offer[]): readonly TestChart[] {
  return offers.flatMap(({ profile, chart, older, newest }) =>
    [older, newest].map(({ version, layer }) => {
      const layered = layer === undefined ? undefined : { 'weave.works/layer': `layer-${layer}` };
      return { name: chart, version, annotations: { 'weave.works/profile': profile, ...layered } };
    }),
  );
}

/** An index has the newest version first, so an older one is added after it. */
function offersOf(index: string): readonly Offer[] {
  const { entries } = parse(index) as { entries: Readonly<Record<string, readonly ChartVersion[]>> };
  return Object.entries(entries).map(([chart, [first, second]]) => {
    const newest = toOffered(first);
    const older = second === undefined ? { ...newest, version: '0.0.0' } : toOffered(second);
    return { profile: first.annotations['weave.works/profile'], chart, older, newest };
  });
}

function toOffered({ version, annotations }: ChartVersion): OfferedVersion {
  const layer = annotations['weave.works/layer'];
  return { version, ...(layer !== undefined && { layer: Number(layer.replace('layer-', '')) }) };
}

/** Names are sorted against the layers: what would be applied first, by name, must be installed last. */
function madeUpOffers(): readonly Offer[] {
  return SHAPE.flatMap(([layer, profiles], tier) =>
    Array.from({ length: profiles }, (_, i) => {
      const name = `${'edcba'[tier]}-component-${i + 1}`;
      return { profile: name, chart: name, older: { version: '0.0.1', layer }, newest: { version: '0.0.2', layer } };
    }),
  );
}
