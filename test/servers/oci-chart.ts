/**
 * Pushes charts to a registry like `helm push`: a config, an archive, and a manifest that refers to
 * both.
 */
import { createHash } from 'node:crypto';
import { packChart } from '../sources/pack-chart';

export interface OciChartOptions {
  readonly name?: string;
  readonly version: string;
  /** Fields of Chart.yaml. @default those of a profile with the chart's name */
  readonly annotations?: Readonly<Record<string, unknown>>;
  /** Annotations of the manifest. @default none, as in older versions of Helm */
  readonly manifestAnnotations?: Readonly<Record<string, string>>;
  /** More of Chart.yaml. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Files of the archive. */
  readonly files?: Readonly<Record<string, string>>;
  /** @default that of a chart */
  readonly configType?: string;
  /** @default that of a chart's archive */
  readonly layerType?: string;
}

/** What is pushed for one chart. */
export interface OciChart {
  readonly tag: string;
  /** Digest of the manifest: `sha256:…`. */
  readonly digest: string;
  readonly manifest: Buffer;
  /** Config and archive. */
  readonly blobs: readonly Buffer[];
}

export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';

export function ociChart(options: OciChartOptions): OciChart {
  const { name = 'linkerd2', version, metadata, files = {}, manifestAnnotations } = options;
  const annotations = options.annotations ?? { 'weave.works/profile': name, 'weave.works/layer': 'layer-1' };
  const config = Buffer.from(JSON.stringify({ apiVersion: 'v2', name, version, annotations, ...metadata }));
  const archive = packChart(name, { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n`, ...files });
  const configType = options.configType ?? 'application/vnd.cncf.helm.config.v1+json';
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: descriptor(configType, config),
    layers: [descriptor(options.layerType ?? 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', archive)],
    ...(manifestAnnotations && { annotations: manifestAnnotations }),
  };
  const text = Buffer.from(JSON.stringify(manifest));
  return { tag: version.replaceAll('+', '_'), digest: digestOf(text), manifest: text, blobs: [config, archive] };
}

function descriptor(mediaType: string, data: Buffer) {
  return { mediaType, digest: digestOf(data), size: data.length };
}

export function digestOf(data: Buffer): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}
