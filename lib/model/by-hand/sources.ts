/**
 * How Flux reaches the registries of charts that are given by their URL: once for each URL of a cluster.
 */
import { groupBy } from '../data/group-by';
import { canonicalJson, type JsonValue } from '../data/json';
import type { ClusterSpec } from '../subscriptions/cluster-schema';
import { recordIn, textIn } from '../data/fields';
import type { ImportedRelease } from './imported-release';
import { mostFrequent } from './most-frequent';

type Sources = NonNullable<ClusterSpec['sources']>;

/**
 * `imported`, in which a chart whose source has other options than most at the same URL refers to that source; and
 * `sources` of the cluster with what is new.
 */
export function chooseSources(
  imported: readonly ImportedRelease[],
  known: Sources,
): { readonly imported: readonly ImportedRelease[]; readonly added?: Sources } {
  const placed = imported.flatMap(each => each.reference.source ?? []);
  const groups = groupBy(placed, ({ url }) => url);
  const chosen = new Map([...groups].map(([url, sources]) => [url, known[url] ?? mostFrequent(sources.map(({ options }) => options), { keyOf })!])); // prettier-ignore
  const fits = ({ reference: { source } }: ImportedRelease) =>
    source === undefined || keyOf(source.options) === keyOf(chosen.get(source.url)!);
  const kept = imported.map(each => (fits(each) ? each : referring(each)));
  const used = new Set(kept.flatMap(({ reference }) => reference.source?.url ?? []));
  const added = [...chosen].filter(([url, options]) => used.has(url) && known[url] === undefined && Object.keys(options).length > 0); // prettier-ignore
  if (added.length === 0) return { imported: kept };
  const all = [...Object.entries(known), ...added].sort(([a], [b]) => (a < b ? -1 : 1));
  return { imported: kept, added: Object.fromEntries(all) };
}

/** The chart from the OCIRepository that is on the cluster. */
function referring(each: ImportedRelease): ImportedRelease {
  const reference = recordIn(recordIn(each.release.object, 'spec'), 'chartRef');
  const name = textIn(reference, 'name') ?? '';
  const chart = { sourceRef: { kind: 'OCIRepository', name }, name } as const;
  return { ...each, reference: { chart, isMoving: true }, spec: { ...each.spec, chart } };
}

/** How often Flux looks for changes does not matter for an exact version. */
function keyOf(options: object): string {
  return canonicalJson({ ...(options as Record<string, JsonValue>), interval: undefined });
}
