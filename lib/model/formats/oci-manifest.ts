/**
 * Manifests in a registry: what a tag stands for.
 *
 * Only those of Helm charts are read; everything else that a registry holds is somebody else's.
 */
import { isRecord } from './invalid-object';
import type { Fields } from './object-reader';

/** Media type of what Chart.yaml says, as JSON (helm.sh, registry.ConfigMediaType). */
const CHART_CONFIG = 'application/vnd.cncf.helm.config.v1+json';
/** Media type of a chart's archive (helm.sh, registry.ChartLayerMediaType). */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** A chart in a registry. */
export interface ChartManifest {
  /** Digest of its config: `sha256:…`, verbatim. */
  readonly config: string;
  /** Digest of its archive. Absent: there is none. */
  readonly archive?: string;
  readonly annotations: Fields;
}

/** Reads a manifest: a chart, why it is none that can be used, or `undefined` when it is something else. */
export function parseChartManifest(text: string): ChartManifest | { readonly fault: string } | undefined {
  const manifest = tryParseJson(text);
  if (!isRecord(manifest)) return { fault: 'its manifest is no JSON object' };
  if (mediaTypeOf(manifest.config) !== CHART_CONFIG) return undefined;
  const config = digestOf(manifest.config);
  if (config === undefined) return { fault: 'its manifest names no digest of the config' };
  const layers = Array.isArray(manifest.layers) ? manifest.layers : [];
  const archive = digestOf(layers.find(layer => mediaTypeOf(layer) === CHART_LAYER));
  return { config, archive, annotations: isRecord(manifest.annotations) ? manifest.annotations : {} };
}

/** `undefined` for what is no JSON. */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the words of the parser hold pieces of the text
  }
}

function mediaTypeOf(descriptor: unknown): unknown {
  return isRecord(descriptor) ? descriptor.mediaType : undefined;
}

function digestOf(descriptor: unknown): string | undefined {
  return isRecord(descriptor) && typeof descriptor.digest === 'string' ? descriptor.digest : undefined;
}
