/**
 * Revisions of a Helm release, from the Secrets in which Helm stores them.
 */
import { gunzipSync } from 'node:zlib';
import { Kube } from './kube';
import { KubeObject } from './objects';

/** One revision of a release. */
export interface Revision {
  /** 1, 2, 3… */
  readonly version: number;
  /** `deployed`, `superseded`, `failed`… */
  readonly status: string;
  /** `cert-manager-1.0.0` */
  readonly chart: string;
  /** Values of the release, without the chart's defaults. */
  readonly values: unknown;
}

/** Sorted by version; empty if there is no such release in the storage namespace. */
export async function helmHistory(kube: Kube, namespace: string, release: string): Promise<readonly Revision[]> {
  const secrets = await kube.list('v1', 'Secret', { namespace, labels: `owner=helm,name=${release}` });
  return secrets.map(decode).sort((a, b) => a.version - b.version);
}

/** Kubernetes' base64, around Helm's base64, around gzip, around JSON. */
function decode(secret: KubeObject): Revision {
  const { release } = secret.data as { release: string };
  const packed = Buffer.from(Buffer.from(release, 'base64').toString(), 'base64');
  const { version, info, chart, config } = JSON.parse(gunzipSync(packed).toString()) as StoredRelease;
  return { version, status: info.status, chart: `${chart.metadata.name}-${chart.metadata.version}`, values: config };
}

interface StoredRelease {
  readonly version: number;
  readonly info: { readonly status: string };
  readonly chart: { readonly metadata: { readonly name: string; readonly version: string } };
  readonly config?: unknown;
}
