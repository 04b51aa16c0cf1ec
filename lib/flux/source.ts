/**
 * Where charts come from, as Flux objects: a HelmRepository for a chart repository, an
 * OCIRepository for one chart in a registry.
 *
 * A source's name holds a hash of its spec. An OCI chart's version lives in its source
 * only, and whatever changes a release must change the release's own spec.
 */
import {
  type HelmRepositorySpec,
  OciRepositorySpecLayerSelectorOperation,
  type OciRepositorySpec,
  toJson_HelmRepositorySpec,
  toJson_OciRepositorySpec,
} from '../../imports/source.toolkit.fluxcd.io';
import { canonicalJson, type JsonObject } from '../model/json';
import { sourceName } from '../model/names';
import type { ReleaseChart } from './release';

/** A chart to find. */
export interface ChartLocation {
  /** `https://charts.example.com` or `oci://registry.example.com/charts`. */
  readonly repository: string;
  readonly chart: string;
  /** Exact. */
  readonly version: string;
  /** Digest of an OCI chart: `sha256:...`. */
  readonly digest?: string;
}

/** A source object, and how a release refers to it. */
export interface ChartSource {
  readonly apiVersion: 'source.toolkit.fluxcd.io/v1';
  readonly kind: 'HelmRepository' | 'OCIRepository';
  readonly name: string;
  readonly spec: JsonObject;
  readonly chart: ReleaseChart;
}

/** Media type of a chart's archive in a registry (helm.sh, registry.ChartLayerMediaType). */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
const INTERVAL = '10m';

/** The source that serves `location`. */
export function chartSource(location: ChartLocation): ChartSource {
  return location.repository.startsWith('oci://') ? ociRepository(location) : helmRepository(location);
}

function helmRepository({ repository, chart, version }: ChartLocation): ChartSource {
  const spec: HelmRepositorySpec = { interval: INTERVAL, url: repository };
  const written = toJson_HelmRepositorySpec(spec) as JsonObject;
  const name = sourceName(repository, canonicalJson(written));
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'HelmRepository',
    name,
    spec: written,
    chart: { kind: 'HelmRepository', source: name, chart, version },
  };
}

function ociRepository({ repository, chart, version, digest }: ChartLocation): ChartSource {
  const url = `${repository}/${chart}`;
  const spec: OciRepositorySpec = {
    interval: INTERVAL,
    url,
    layerSelector: { mediaType: CHART_LAYER, operation: OciRepositorySpecLayerSelectorOperation.COPY },
    // a tag cannot hold "+": Helm writes "_" in its place
    ref: { tag: version.replaceAll('+', '_'), digest },
  };
  const written = toJson_OciRepositorySpec(spec) as JsonObject;
  const name = sourceName(url, canonicalJson(written));
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    name,
    spec: written,
    chart: { kind: 'OCIRepository', source: name },
  };
}
