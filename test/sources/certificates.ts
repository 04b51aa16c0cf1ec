/**
 * A private certificate authority, created by openssl for each test file.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../constructs/temporary-folder';

/** PEM texts. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export class Authority {
  private readonly folder = temporaryFolder();
  /** Its own certificate. */
  readonly ca: string;

  constructor() {
    this.ca = this.make('ca', ['-addext', 'keyUsage=critical,keyCertSign']).cert;
  }

  get caFile(): string {
    return join(this.folder, 'ca.crt');
  }

  /** A certificate for `127.0.0.1` or another address, or of a client of that name. */
  issue(name = '127.0.0.1'): Certificate {
    const subject = /^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`;
    const authority = ['-CA', this.caFile, '-CAkey', join(this.folder, 'ca.key')];
    return this.make(name, [...authority, '-addext', `subjectAltName=${subject}`]);
  }

  private make(name: string, args: readonly string[]): Certificate {
    const [cert, key] = ['crt', 'key'].map(end => join(this.folder, `${name}.${end}`));
    const fixed = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2'.split(' ');
    execFileSync('openssl', ['req', ...fixed, '-subj', `/CN=${name}`, '-keyout', key, '-out', cert, ...args], {
      stdio: 'pipe',
    });
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  }
}
