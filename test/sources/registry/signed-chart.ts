/**
 * A signed chart in a registry, and the keys of its signatures.
 */
import type { ReadOptions, RegistrySource } from '../../../lib/sources/reading/catalog-source';
import { type KeyPair, keyPair } from '../../servers/cosign-signature';
import { ociChart, type OciChart } from '../../servers/oci-chart';
import { readAll, registryAt, servePaging, strangerOptions } from './registry-reading';

export const CHART = 'charts/linkerd2';
export const OURS = keyPair();
export const THEIRS = keyPair();
export const VERIFY = { provider: 'cosign', secretName: 'cosign' } as const;

export const secretOf = (values: Readonly<Record<string, string>>): Partial<ReadOptions> => ({
  verify: true,
  secrets: new Map([['default/cosign', new Map(Object.entries(values))]]),
});
export const keysOf = (...keys: readonly KeyPair[]) =>
  secretOf(Object.fromEntries(keys.map(({ pem }, i) => [`${i}.pub`, pem])));

/** A registry with one chart, and its signatures. */
export async function serveChart(
  signaturesFor: (digest: string) => OciChart | undefined,
  options: Parameters<typeof servePaging>[0] = {},
) {
  const serving = await servePaging(options);
  const digest = serving.registry.push(CHART, ociChart({ version: '1.0.0' }));
  const signatures = signaturesFor(digest);
  if (signatures !== undefined) serving.registry.push(CHART, signatures);
  const source = registryAt(`oci://${serving.server.host}/${CHART}`, { verify: VERIFY });
  const read = async (more: Partial<ReadOptions> = keysOf(OURS), other: Partial<RegistrySource> = {}) => {
    const { names, words, isRead, unreadCharts } = await readAll({ ...source, ...other }, strangerOptions(more));
    return { names, words, isRead, unreadCharts };
  };
  const lines = (reason: string) => [
    `catalogs/mesh.yaml:1:1: tag "1.0.0" of ${serving.server.host}/${CHART} cannot be used: ${reason}; find out who pushed it, and sign it with "cosign sign --key"`,
  ];
  return { ...serving, digest, source, read, lines };
}

export const GOOD = { names: ['linkerd2 1.0.0'], words: [], isRead: true };
