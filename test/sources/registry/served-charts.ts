/**
 * Charts in a registry that runs for a test.
 */
import { ociChart } from '../../servers/oci-chart';
import { registryAt, servePaging } from './registry-reading';

export const CHART = 'charts/linkerd2';
export const LINE = 'catalogs/mesh.yaml:1:1: ';
export const unreadable = (reason: string) => `${LINE}OCIRepository default/mesh cannot be read: ${reason}`;

export async function serveCharts(versions: readonly string[], options: Parameters<typeof servePaging>[0] = {}) {
  const serving = await servePaging(options);
  const digests = versions.map(version => serving.registry.push(CHART, ociChart({ version })));
  return { ...serving, digests, source: registryAt(`oci://${serving.server.host}/${CHART}`) };
}
