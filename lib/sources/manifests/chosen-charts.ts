/**
 * Charts and versions that the manifest of a source chooses.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { groupBy } from '../../model/data/group-by';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { SOURCE_ANNOTATIONS } from '../../model/labels';
import type { Problem } from '../../model/problem';
import { keepNewest } from '../../model/version/keep-newest';
import { nameManifest } from './manifest';
import type { HelmRepositorySource, RegistrySource } from '../reading/catalog-source';

type ChartSource = HelmRepositorySource | RegistrySource;

/** Of `entries`, the newest versions of each chart, as many as `source` keeps. */
export function keepChosen({ keep }: ChartSource, entries: readonly CatalogEntry[]): readonly CatalogEntry[] {
  if (keep === undefined) return entries;
  const charts = groupBy(entries, ({ origin, name }) => (origin.kind === 'chart' ? origin.chart : name));
  const kept = new Set([...charts.values()].flatMap(versions => keepNewest(versions, ({ version }) => version, keep)));
  return entries.filter(entry => kept.has(entry));
}

/** A problem for each chart that `source` chooses and that is not `offered`. */
export function missingCharts(source: ChartSource, offered: readonly string[]): Problem[] {
  const known = new Set(offered);
  return (source.charts ?? []).filter(chart => !known.has(chart)).map(chart => missingChart(source, chart, offered));
}

/** The problem that `source` has no `chart`; the names of all that it has are `offered`. */
export function missingChart(source: ChartSource, chart: string, offered: readonly string[]): Problem {
  const nearest = nearestNames(offered, chart);
  const hint = formatNearest(nearest);
  const reason = `${nameManifest(source)} has no chart of that name${hint}. Correct "${SOURCE_ANNOTATIONS.charts}"`;
  return { kind: 'invalid-entry', entry: `chart "${chart}"`, reason, location: source.location };
}
