/**
 * Certificates: those that are trusted, and the client certificate.
 */
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import type { ReadOptions } from '../reading/catalog-source';
import { Unreadable } from '../reading/unreadable';

/** PEM texts, and their origin for messages. */
export interface TlsFiles {
  readonly label: string;
  readonly cert?: string;
  readonly key?: string;
  /** Trusted in addition to the usual authorities. */
  readonly ca?: string;
}

const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** Reads the files that `CA_FILE`, `CERT_FILE` and `KEY_FILE` name; `undefined` when none is named. */
export function readTlsFiles(fileOf: (what: string) => string | undefined): TlsFiles | undefined {
  const [ca, cert, key] = ['CA_FILE', 'CERT_FILE', 'KEY_FILE'].map(what => fileOf(what) || undefined);
  if (ca === undefined && cert === undefined && key === undefined) return undefined;
  if ((cert === undefined) !== (key === undefined)) {
    throw new Unreadable('the environment has only one of certificate file and key file; set both');
  }
  const label = [ca, cert, key].filter(file => file !== undefined).join(', ');
  const read = (file?: string) => (file === undefined ? undefined : readPem(file));
  return { label, ca: read(ca), cert: read(cert), key: read(key) };
}

/**
 * The TLS context for connections: `files`, and the certificates that the environment trusts.
 * `SSL_CERT_FILE` replaces the certificates of Node, `NODE_EXTRA_CA_CERTS` adds to them.
 */
export function secureContext(env: ReadOptions['env'], files?: TlsFiles): tls.SecureContext | undefined {
  const extra = files?.ca === undefined ? undefined : certificatesIn(files.ca, files.label);
  const ca = trusted(env, extra);
  if (ca === undefined && files?.cert === undefined) return undefined;
  try {
    return tls.createSecureContext({ ca, cert: files?.cert, key: files?.key });
  } catch (error) {
    const where = files?.cert === undefined ? '' : ` of ${files.label}`;
    throw new Unreadable(`the certificate${where} cannot be used: ${(error as Error).message}`);
  }
}

/** The trusted certificates in PEM; `undefined` if they are the ones that a program trusts by default. */
export function trustedPem(env: ReadOptions['env'], { ca, label }: TlsFiles): string | undefined {
  return ca === undefined ? undefined : trusted(env, certificatesIn(ca, label))?.join('\n');
}

/** `undefined` if they are the ones that Node trusts by default. */
function trusted(env: ReadOptions['env'], extra?: readonly string[]): string[] | undefined {
  const file = env.SSL_CERT_FILE || undefined;
  const extraFile = env.NODE_EXTRA_CA_CERTS || undefined;
  if (file === undefined && extraFile === undefined && extra === undefined) return undefined;
  const base = file === undefined ? nodeCertificates() : certificatesIn(readPem(file), `SSL_CERT_FILE ${file}`);
  return [...base, ...(extraFile === undefined ? [] : tryCertificates(extraFile)), ...(extra ?? [])];
}

/** Newer versions of Node return the list according to their options: `--use-system-ca`. */
function nodeCertificates(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => string[] };
  return getCACertificates?.('default') ?? tls.rootCertificates;
}

/** Like Node, ignores what cannot be read. */
function tryCertificates(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').match(CERTIFICATE) ?? [];
  } catch {
    return []; // Node prints a warning about it when it starts
  }
}

function certificatesIn(pem: string, label: string): readonly string[] {
  const found = pem.match(CERTIFICATE);
  if (found === null) throw new Unreadable(`${label} contains no certificate; write it as PEM, from -----BEGIN CERTIFICATE-----`); // prettier-ignore
  return found;
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Unreadable(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}
