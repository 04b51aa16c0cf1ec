/**
 * Public keys for checking the signatures of charts: those in the Secret that `spec.verify` refers
 * to, under keys that end in `.pub`, as in Flux.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { HelmRepositorySource, ReadOptions, RegistrySource } from '../reading/catalog-source';
import { type FoundSecret, requireSecret, secretValue } from './find-secret';
import { Uncheckable, Unreadable } from '../reading/unreadable';

/** Keys, any of which may have signed, and their origin for messages: `Secret team-a/cosign`. */
export interface SignatureKeys {
  readonly label: string;
  readonly keys: readonly KeyObject[];
}

const CURVES: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);
const SHORTEST_RSA = 2048;

/** The keys of `source`; `undefined` if it does not require signatures. Throws Uncheckable. */
export async function findSignatureKeys(
  source: HelmRepositorySource | RegistrySource,
  options: ReadOptions,
): Promise<SignatureKeys | undefined> {
  const { verify } = source;
  if (verify === undefined) return undefined;
  const fault = describeFault(source);
  if (fault !== undefined) throw new Uncheckable(fault);
  try {
    return await readKeys(source, verify.secretName!, options);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Uncheckable(error.message);
  }
}

/** Says why signatures cannot be checked here at all. */
function describeFault({ isRegistry, verify }: HelmRepositorySource | RegistrySource): string | undefined {
  if (isRegistry !== true) return '"spec.verify" works only with registries, and Flux checks nothing here; remove it';
  const instead = 'which Flux checks and pctl does not; update this source by its name, without "--verify"';
  if (verify!.provider !== 'cosign') return `they are of "${verify!.provider.slice(0, 100)}", ${instead}`;
  if (verify!.secretName === undefined) {
    return `"spec.verify" names no "secretRef" with public keys, so that they are keyless, ${instead}`;
  }
  return undefined;
}

async function readKeys(source: RegistrySource | HelmRepositorySource, name: string, options: ReadOptions) {
  const secret = await requireSecret(source, name, options);
  const names = [...secret.values.keys()].filter(key => key.endsWith('.pub')).sort();
  if (names.length === 0) {
    throw new Unreadable(`${secret.label} has no key that ends in ".pub"; write a public key, as in "cosign.pub"`);
  }
  return { label: secret.label, keys: names.map(key => readKey(secret, key)) };
}

function readKey(secret: FoundSecret, name: string): KeyObject {
  const what = `"${name}" of ${secret.label}`;
  const text = secretValue(secret, name) ?? '';
  const [start] = /-----BEGIN (?:RSA )?PUBLIC KEY-----/.exec(text) ?? [];
  if (start === undefined)
    throw new Unreadable(`${what} is not a public key in PEM; write what "cosign public-key" prints`);
  let key: KeyObject;
  try {
    key = createPublicKey(text.slice(text.indexOf(start)));
  } catch {
    // the message of OpenSSL does not help
    throw new Unreadable(`${what} is a damaged public key; write what "cosign public-key" prints`);
  }
  if (isStrong(key)) return key;
  throw new Unreadable(`${what} is a key that cosign does not accept; use ECDSA (P-256, P-384, P-521), RSA of ${SHORTEST_RSA} bits or more, or Ed25519`); // prettier-ignore
}

function isStrong({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  if (asymmetricKeyType === 'ec') return CURVES.has(asymmetricKeyDetails?.namedCurve);
  if (asymmetricKeyType === 'rsa') return (asymmetricKeyDetails?.modulusLength ?? 0) >= SHORTEST_RSA;
  return asymmetricKeyType === 'ed25519';
}
