/**
 * The chart that a HelmRelease made by hand installs.
 *
 * A source that is on the cluster stays, and is referred to. A chart in an OCIRepository with an exact tag is written by
 * its URL, so that its version is in the subscription and its upgrades are in order.
 */
import { type AppliedObject } from '../applied-cluster';
import { fieldsOf, recordIn, textIn } from '../data/fields';
import { type Fields } from '../data/json';
import { splitChartUrl } from '../registry-url';
import type { ClusterSpec } from '../subscriptions/cluster-schema';
import type { SubscriptionSpec } from '../subscriptions/subscription-schema';
import { isExactVersion } from '../version/version';
import { withoutAbsent } from './release-options';
import type { RemainingFields } from './remaining-fields';

type SourceOptions = NonNullable<ClusterSpec['sources']>[string];

/** What a HelmRelease says about its chart. */
export type ChartReference =
  | {
      readonly chart: NonNullable<SubscriptionSpec['chart']>;
      /** How Flux reaches the registry at this URL, if the chart is given by its URL. */
      readonly source?: { readonly url: string; readonly options: SourceOptions };
      /** The source decides on the version, so that its upgrades are not in order. */
      readonly isMoving?: true;
      /** A range, or nothing for the newest; the chart has no version. */
      readonly range?: string;
    }
  /** Why it cannot be in a subscription. */
  | { readonly reason: string };

/** Media type of charts that Helm pushes. */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** Fields of an OCIRepository that `sources` of a cluster have, too. */
const SOURCE_FIELDS = ['secretRef', 'certSecretRef', 'verify', 'provider', 'serviceAccountName', 'proxySecretRef', 'insecure', 'timeout', 'interval'] as const; // prettier-ignore
/** Fields of an OCIRepository that say which chart it has, and how. */
const OWN_FIELDS = ['url', 'ref', 'layerSelector'];

/** Takes the chart from `spec` of a HelmRelease in `namespace`; `find` looks up a source. */
export function takeChart(
  spec: RemainingFields,
  namespace: string,
  find: (reference: Fields) => AppliedObject | undefined,
): ChartReference {
  const given = spec.take('chartRef');
  if (given !== undefined) return referToSource(fieldsOf(given), namespace, find);
  const chart = spec.in('chart').in('spec');
  const reference = fieldsOf(chart.take('sourceRef'));
  const kind = textIn(reference, 'kind') as 'HelmRepository' | 'GitRepository' | 'Bucket';
  const name = chart.takeText('chart');
  const version = chart.takeText('version');
  if (name === undefined || reference.name === undefined) return { reason: 'it has no chart' };
  const common = withoutAbsent({
    sourceRef: toReference(reference, namespace),
    name,
    valuesFiles: chart.take('valuesFiles') as readonly string[] | undefined,
    ignoreMissingValuesFiles: chart.take('ignoreMissingValuesFiles') as boolean | undefined,
  });
  const reconcileStrategy = chart.takeText('reconcileStrategy') as 'ChartVersion' | 'Revision' | undefined;
  // Flux takes the version that it finds there
  if (kind !== 'HelmRepository') return { chart: withoutAbsent({ ...common, reconcileStrategy }), isMoving: true };
  if (version === undefined || !isExactVersion(version)) return { chart: common, range: version ?? '*' };
  return { chart: { ...common, version } };
}

function referToSource(
  reference: Fields,
  namespace: string,
  find: (reference: Fields) => AppliedObject | undefined,
): ChartReference {
  const { kind, name } = reference as { readonly kind?: string; readonly name?: string };
  if (kind !== 'OCIRepository') return { reason: `its chart is in a ${kind}` };
  const source = find(reference);
  const own = source && source.namespace === namespace ? takeOver(recordIn(source.object, 'spec')) : undefined;
  if (own !== undefined) return own;
  return { chart: { sourceRef: toReference(reference, namespace), name: String(name) }, isMoving: true };
}

/** The chart of an OCIRepository by its URL, if that and the options of the cluster say all of it. */
function takeOver(spec: Fields): ChartReference | undefined {
  const url = (textIn(spec, 'url') ?? '').replace(/\/+$/, '');
  const ref = recordIn(spec, 'ref');
  const layer = recordIn(spec, 'layerSelector');
  const version = textIn(ref, 'tag')?.replaceAll('_', '+');
  const isChart = layer.mediaType === CHART_LAYER && layer.operation === 'copy';
  const isKnown = Object.keys(spec).every(key => OWN_FIELDS.includes(key) || SOURCE_FIELDS.some(field => field === key)); // prettier-ignore
  if (!isChart || !isKnown || Object.keys(ref).length !== 1 || version === undefined || !isExactVersion(version)) return undefined; // prettier-ignore
  if (!/^oci:\/\/[^/]+\/./.test(url)) return undefined;
  const { repository, chart } = splitChartUrl(url);
  const options = Object.fromEntries(
    SOURCE_FIELDS.flatMap(key => (spec[key] === undefined || spec[key] === null ? [] : [[key, spec[key]]])),
  );
  return { chart: { url: repository, name: chart, version }, source: { url: repository, options } };
}

function toReference({ kind, name, namespace }: Fields, home: string) {
  return withoutAbsent({ kind, name, namespace: namespace === home ? undefined : namespace }) as NonNullable<
    NonNullable<SubscriptionSpec['chart']>['sourceRef']
  >;
}
