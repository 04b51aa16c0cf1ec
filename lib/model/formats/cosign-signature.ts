/**
 * Signatures of cosign in a registry: where they are, and what was signed.
 *
 * Each manifest has a separate tag for its signatures. Bundles, which refer to what they sign and
 * have no such tag, are a different format.
 */
import { tryReadJson } from './json-fields';

/** Media type of a signed payload (cosign, SIGNATURE_SPEC). */
const PAYLOAD = 'application/vnd.dev.cosign.simplesigning.v1+json';
const SIGNATURE = 'dev.cosignproject.cosign/signature';

/** One signature of a manifest. */
export interface CosignSignature {
  /** Digest of the signed payload: `sha256:…`, verbatim. */
  readonly payload: string;
  /** In base64. */
  readonly signature: string;
}

/** `sha256-<hex>.sig` for the manifest with digest `sha256:<hex>`. */
export function signatureTag(digest: string): string {
  return `${digest.replace(':', '-')}.sig`;
}

/** Reads the manifest at such a tag; skips layers that are not signatures. */
export function parseSignatures(text: string): readonly CosignSignature[] {
  const layers = tryReadJson(text)?.maps('layers') ?? [];
  return layers.flatMap(layer => {
    if (layer.text('mediaType') !== PAYLOAD) return [];
    const payload = layer.text('digest');
    const signature = layer.child('annotations')?.text(SIGNATURE);
    return payload === undefined || signature === undefined ? [] : [{ payload, signature }];
  });
}

/** Digest of the manifest that a payload is for; `undefined` if it contains none. */
export function parseSignedDigest(payload: string): string | undefined {
  return tryReadJson(payload)?.child('critical')?.child('image')?.text('docker-manifest-digest');
}
