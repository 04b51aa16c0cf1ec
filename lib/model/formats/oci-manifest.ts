/**
 * Manifests in a registry: what a tag refers to.
 *
 * Only manifests of Helm charts are read; a registry may contain other artifacts too.
 */
import { type Fields, isRecord, tryParseJson } from '../data/json';
import { FieldReader } from './field-reader';
import { toFields } from './json-fields';
import { CHART_ARCHIVE, CHART_CONFIG } from './media-types';

/** Media types of the archive's layer in manifests of Helm before 3.7 and of general tools, the most likely first. */
const OTHER_LAYERS = [
  'application/tar+gzip',
  'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.docker.image.rootfs.diff.tar.gzip',
];
const LONGEST_TYPE = 100;

/** A chart in a registry. */
export interface ChartManifest {
  /** Digest of its config: `sha256:…`, verbatim. */
  readonly config: string;
  /** Digest of its archive. Absent: `noArchive` says why. */
  readonly archive?: string;
  readonly noArchive?: string;
  /** Media type of its archive, by which Flux finds the layer. Absent: `CHART_ARCHIVE`. */
  readonly layerType?: string;
  readonly annotations: Fields;
}

/** Reads a manifest: a chart, why the chart cannot be used, or `undefined` if it is something else. */
export function parseChartManifest(text: string): ChartManifest | { readonly fault: string } | undefined {
  const manifest = tryParseJson(text);
  if (!isRecord(manifest)) return { fault: 'its manifest is not a JSON object' };
  const reader = new FieldReader(toFields(manifest));
  const configReader = reader.childOrEmpty('config');
  if (configReader.text('mediaType') !== CHART_CONFIG) return undefined;
  const config = configReader.text('digest');
  if (config === undefined) return { fault: 'its manifest names no digest of the config' };
  const layers = reader.maps('layers');
  const layer = findArchive(layers);
  const archive = layer?.text('digest');
  const annotations = isRecord(manifest.annotations) ? manifest.annotations : {};
  if (archive === undefined) return { config, noArchive: describeNoArchive(layers, layer !== undefined), annotations };
  const layerType = layer?.text('mediaType');
  return { config, archive, ...(layerType !== CHART_ARCHIVE && { layerType }), annotations };
}

/** The layer with the archive: Flux takes the first of several with one media type. */
function findArchive(layers: readonly FieldReader[]): FieldReader | undefined {
  for (const type of [CHART_ARCHIVE, ...OTHER_LAYERS]) {
    const layer = layers.find(candidate => candidate.text('mediaType') === type);
    if (layer !== undefined) return layer;
  }
  return undefined;
}

function describeNoArchive(layers: readonly FieldReader[], isFound: boolean): string {
  if (isFound) return 'its manifest names no digest of the archive';
  const types = layers.map(layer => (layer.text('mediaType') ?? 'no media type').slice(0, LONGEST_TYPE));
  const what = layers.length === 0 ? 'it has no layers' : `its layers are of ${types.slice(0, 5).join(', ')}`;
  return `its manifest names no archive of a chart: ${what}; push it again with "helm push"`;
}
