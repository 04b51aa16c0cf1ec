/**
 * Pushes signatures like `cosign sign --key`: a tag next to what is signed, with one layer for
 * each.
 */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { digestOf, MANIFEST_TYPE, type OciChart } from './oci-chart';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** In PEM, as `cosign public-key` prints it. */
  readonly pem: string;
}

/** A key pair of the kind that cosign creates (P-256) or accepts. */
export function keyPair(kind: 'P-256' | 'P-384' | 'secp256k1' | 'rsa' | 'rsa-1024' | 'ed25519' = 'P-256'): KeyPair {
  const pair =
    kind === 'ed25519'
      ? generateKeyPairSync(kind)
      : kind === 'rsa' || kind === 'rsa-1024'
        ? generateKeyPairSync('rsa', { modulusLength: kind === 'rsa' ? 2048 : 1024 })
        : generateKeyPairSync('ec', { namedCurve: kind });
  return { ...pair, pem: pair.publicKey.export({ type: 'spki', format: 'pem' }) as string };
}

export interface SignatureOptions {
  /** Digest in the payload. @default the digest that is signed */
  readonly signedDigest?: string;
  /** Replaces the payload after it was signed. */
  readonly payload?: Buffer;
  /** @default those of the payload */
  readonly mediaType?: string;
}

export interface Signature {
  readonly payload: Buffer;
  readonly layer: object;
}

export function signatureOf(digest: string, { privateKey }: KeyPair, options: SignatureOptions = {}): Signature {
  const critical = {
    identity: { 'docker-reference': 'registry.example.com/charts/linkerd2' },
    image: { 'docker-manifest-digest': options.signedDigest ?? digest },
    type: 'cosign container image signature',
  };
  const text = Buffer.from(JSON.stringify({ critical, optional: null }));
  const signature = sign(privateKey.asymmetricKeyType === 'ed25519' ? undefined : 'sha256', text, privateKey);
  const payload = options.payload ?? text;
  const layer = {
    mediaType: options.mediaType ?? 'application/vnd.dev.cosign.simplesigning.v1+json',
    digest: digestOf(payload),
    size: payload.length,
    annotations: { 'dev.cosignproject.cosign/signature': signature.toString('base64') },
  };
  return { payload, layer };
}

/** Pushes the signatures for the manifest with that digest. */
export function signaturesOf(digest: string, signatures: readonly Signature[]): OciChart {
  const config = Buffer.from('{"architecture":"","os":"","rootfs":{"type":"layers","diff_ids":[]}}');
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf(config), size: config.length },
      layers: signatures.map(({ layer }) => layer),
    }),
  );
  const blobs = [config, ...signatures.map(({ payload }) => payload)];
  return { tag: `${digest.replace(':', '-')}.sig`, digest: digestOf(manifest), manifest, blobs };
}

/** One valid signature for each key. */
export function signedBy(digest: string, ...keys: readonly KeyPair[]): OciChart {
  return signaturesOf(
    digest,
    keys.map(key => signatureOf(digest, key)),
  );
}
