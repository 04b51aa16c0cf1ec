/**
 * Checks whether a chart in a registry is signed; one signature by one of the keys is enough.
 *
 * Only the digest in the signed payload is compared, so a chart that was copied to another registry
 * together with its signatures is still signed.
 */
import { type KeyObject, verify } from 'node:crypto';
import { type CosignSignature, parseSignedDigest, signatureTag } from '../../model/formats/cosign-signature';
import { BadTag, type RegistryRepository } from './registry-repository';
import type { SignatureKeys } from '../login/signature-keys';

/** With more signatures than this, it is unclear what they are for. */
const MOST_SIGNATURES = 100;
const REMEDY = 'find out who pushed it, and sign it with "cosign sign --key"';

/** Throws BadTag if none of the keys has signed the manifest with that digest; Unreadable if this cannot be checked. */
export async function checkSignature(
  repository: RegistryRepository,
  digest: string,
  { keys, label }: SignatureKeys,
): Promise<void> {
  let why: string | undefined;
  for (const signature of await findSignatures(repository, digest)) {
    const result = await examine(repository, digest, signature, keys);
    if (result === 'good') return;
    // there may be signatures of other parties too
    if (result !== 'foreign') why ??= result.fault;
  }
  why ??= `none of the keys of ${label} has signed it`;
  throw new BadTag(`it is not signed as it should be: ${why}; ${REMEDY}`);
}

/** Returns at least one signature, by any key. */
async function findSignatures(repository: RegistryRepository, digest: string): Promise<readonly CosignSignature[]> {
  const tag = signatureTag(digest);
  const signatures = await repository.trySignatures(digest);
  if (signatures === undefined) {
    throw new BadTag(`it is not signed: there is no tag ${tag} in its repository; ${REMEDY} (cosign 3: with "--new-bundle-format=false --use-signing-config=false")`); // prettier-ignore
  }
  if (signatures.length === 0) {
    throw new BadTag(`it is not signed: tag ${tag} does not contain a signature of cosign; ${REMEDY}`);
  }
  if (signatures.length <= MOST_SIGNATURES) return signatures;
  throw new BadTag(`it has ${signatures.length} signatures, and at most ${MOST_SIGNATURES} are read; remove those that are no longer needed from tag ${tag}`); // prettier-ignore
}

/** `foreign`: none of the keys matches. */
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
    // another signature may be valid
    if (error instanceof BadTag) return { fault: error.message };
    throw error;
  }
  if (!keys.some(key => isSignedBy(key, data, signature))) return 'foreign';
  const signed = parseSignedDigest(data.toString('utf8'));
  if (signed === digest) return 'good';
  const what = signed === undefined ? 'something that is not a manifest' : `manifest ${signed.slice(0, 100)}`;
  return { fault: `its signature is for ${what}, and not for ${digest}` };
}

/** Verifies as cosign signs: ECDSA and RSA (PKCS #1 v1.5) with SHA-256, Ed25519 without a separate hash. */
function isSignedBy(key: KeyObject, data: Buffer, signature: string): boolean {
  const algorithm = key.asymmetricKeyType === 'ed25519' ? undefined : 'sha256';
  return verify(algorithm, data, key, Buffer.from(signature, 'base64'));
}
