/**
 * Signatures of cosign in a registry: where they lie, and what was signed.
 *
 * Each manifest has a tag for its signatures beside it. Bundles, which refer to what they
 * sign and have no tag of their own, are another layout.
 */
import { isRecord, tryParseJson } from '../data/json';

/** Media type of what is signed (cosign, SIGNATURE_SPEC). */
const PAYLOAD = 'application/vnd.dev.cosign.simplesigning.v1+json';
const SIGNATURE = 'dev.cosignproject.cosign/signature';

/** One signature of a manifest. */
export interface CosignSignature {
  /** Digest of what was signed: `sha256:…`, verbatim. */
  readonly payload: string;
  /** In base64. */
  readonly signature: string;
}

/** `sha256-<hex>.sig` for the manifest with digest `sha256:<hex>`. */
export function signatureTag(digest: string): string {
  return `${digest.replace(':', '-')}.sig`;
}

/** Reads the manifest at such a tag; what else it holds is passed over. */
export function parseSignatures(text: string): readonly CosignSignature[] {
  const manifest = tryParseJson(text);
  const layers = isRecord(manifest) && Array.isArray(manifest.layers) ? manifest.layers : [];
  return layers.flatMap((layer: unknown) => {
    if (!isRecord(layer) || layer.mediaType !== PAYLOAD || !isRecord(layer.annotations)) return [];
    const { digest } = layer;
    const signature = layer.annotations[SIGNATURE];
    return typeof digest === 'string' && typeof signature === 'string' ? [{ payload: digest, signature }] : [];
  });
}

/** Digest of the manifest that a payload is about; `undefined` when it says none. */
export function parseSignedDigest(payload: string): string | undefined {
  const path = ['critical', 'image', 'docker-manifest-digest'];
  const digest = path.reduce<unknown>(
    (value, key) => (isRecord(value) ? value[key] : undefined),
    tryParseJson(payload),
  );
  return typeof digest === 'string' ? digest : undefined;
}
