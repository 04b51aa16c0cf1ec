/**
 * Whether a chart in a registry is signed: one signature by one of the keys is enough.
 *
 * What is signed names the digest of the manifest, and nothing else of it counts: a chart
 * that was copied to another registry, with its signatures, is still signed.
 */
import { type KeyObject, verify } from 'node:crypto';
import { type CosignSignature, parseSignedDigest, signatureTag } from '../../model/formats/cosign-signature';
import { BadTag, type RegistryRepository } from './registry-repository';
import type { SignatureKeys } from '../login/signature-keys';

/** With more of them nobody can tell what they are for. */
const MOST_SIGNATURES = 100;
const REMEDY = 'find out who pushed it, and sign it with "cosign sign --key"';

/** Throws BadTag when the manifest with that digest is not signed by one of the keys; Unreadable when nobody says. */
export async function checkSignature(
  repository: RegistryRepository,
  digest: string,
  { keys, label }: SignatureKeys,
): Promise<void> {
  let why: string | undefined;
  for (const signature of await findSignatures(repository, digest)) {
    const result = await examine(repository, digest, signature, keys);
    if (result === 'good') return;
    // signatures of others may lie beside ours
    if (result !== 'foreign') why ??= result.fault;
  }
  why ??= `none of the keys of ${label} has signed it`;
  throw new BadTag(`it is not signed as it should be: ${why}; ${REMEDY}`);
}

/** At least one signature, whoever made it. */
async function findSignatures(repository: RegistryRepository, digest: string): Promise<readonly CosignSignature[]> {
  const tag = signatureTag(digest);
  const signatures = await repository.trySignatures(digest);
  if (signatures === undefined) {
    throw new BadTag(`it is not signed, for there is no tag ${tag} in its repository; ${REMEDY} (cosign 3: with "--new-bundle-format=false --use-signing-config=false")`); // prettier-ignore
  }
  if (signatures.length === 0) {
    throw new BadTag(`it is not signed, for tag ${tag} holds no signature of cosign; ${REMEDY}`);
  }
  if (signatures.length <= MOST_SIGNATURES) return signatures;
  throw new BadTag(`it has ${signatures.length} signatures, and at most ${MOST_SIGNATURES} are read; remove those that are no longer needed from tag ${tag}`); // prettier-ignore
}

/** `foreign`: it is by none of the keys. */
async function examine(
  repository: RegistryRepository,
  digest: string,
  { payload, signature }: CosignSignature,
  keys: readonly KeyObject[],
): Promise<'good' | 'foreign' | { readonly fault: string }> {
  let data: Buffer;
  try {
    data = await repository.readPayload(payload);
  } catch (error) {
    // another signature may be good
    if (error instanceof BadTag) return { fault: error.message };
    throw error;
  }
  if (!keys.some(key => isSignedBy(key, data, signature))) return 'foreign';
  const signed = parseSignedDigest(data.toString('utf8'));
  if (signed === digest) return 'good';
  const what = signed === undefined ? 'what names no manifest' : `manifest ${signed.slice(0, 100)}`;
  return { fault: `its signature is for ${what}, and not for ${digest}` };
}

/** As cosign signs: ECDSA and RSA (PKCS #1 v1.5) with SHA-256, Ed25519 as it is. */
function isSignedBy(key: KeyObject, data: Buffer, signature: string): boolean {
  const algorithm = key.asymmetricKeyType === 'ed25519' ? undefined : 'sha256';
  return verify(algorithm, data, key, Buffer.from(signature, 'base64'));
}
