/**
 * Certificates in a Secret, under the keys that Flux reads and under older ones.
 */
import { Unreadable } from '../reading/unreadable';
import { type FoundSecret, secretValue } from './find-secret';
import type { TlsFiles } from './tls-files';

/** The certificates in `secret`; `undefined` if there are none and none is required. Throws Unreadable. */
export function tlsFromSecret(secret: FoundSecret, isRequired: boolean): TlsFiles | undefined {
  const cert = secretValue(secret, 'tls.crt', 'certFile');
  const key = secretValue(secret, 'tls.key', 'keyFile');
  const ca = secretValue(secret, 'ca.crt', 'caFile');
  if ((cert === undefined) !== (key === undefined)) {
    throw new Unreadable(`${secret.label} has only one of "tls.crt" and "tls.key"; write both`);
  }
  if (cert !== undefined || ca !== undefined) return { label: secret.label, cert, key, ca };
  if (isRequired) throw new Unreadable(`${secret.label} has neither "tls.crt" and "tls.key" nor "ca.crt"; write one of them`); // prettier-ignore
  return undefined;
}
