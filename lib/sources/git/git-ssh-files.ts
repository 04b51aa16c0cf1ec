/**
 * Writes the files of a private key for ssh.
 *
 * ssh must not prompt for a password here, so an encrypted key is decrypted first with ssh-keygen.
 * The password is passed on stdin, where other users of the machine cannot see it.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadOptions } from '../reading/catalog-source';
import { endWithUs } from '../reading/process-group';
import { Unreadable } from '../reading/unreadable';
import type { GitCredentials } from './git-credentials';

/** Paths of the files. */
export interface SshFiles {
  readonly identity: string;
  readonly knownHosts: string;
}

/** Writes the files into `folder`, a private one; throws Unreadable if the key cannot be decrypted. */
export async function writeSshFiles(
  { identity, password, knownHosts, label = 'the Secret' }: Extract<GitCredentials, { kind: 'ssh' }>,
  folder: string,
  env: ReadOptions['env'],
): Promise<SshFiles> {
  const files = { identity: join(folder, 'identity'), knownHosts: join(folder, 'known_hosts') };
  writeLines(files.identity, identity);
  writeLines(files.knownHosts, knownHosts);
  if (!isEncryptedKey(identity)) return files;
  if (password === undefined) {
    throw new Unreadable(`"identity" of ${label} is encrypted; add its password as "password" to the Secret`);
  }
  const code = await decryptKey(files.identity, password, env);
  if (code !== 0) throw new Unreadable(`"password" of ${label} does not decrypt its "identity"`);
  return files;
}

/** Any line ends are accepted; ssh reads LF only. */
function writeLines(file: string, text: string): void {
  writeFileSync(file, `${text.replace(/\r\n?/g, '\n').trim()}\n`, { mode: 0o600, flag: 'wx' });
}

/** Whether `pem`, a private key in any format that ssh reads, is encrypted. */
function isEncryptedKey(pem: string): boolean {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type:\s*4,ENCRYPTED/.test(pem)) return true;
  const [, body = ''] = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]*)-----END/.exec(pem) ?? [];
  // "openssh-key-v1", a zero, the length of the cipher's name, and the name
  const data = Buffer.from(body, 'base64');
  return data.length > 23 && data.toString('latin1', 19, 23) !== 'none';
}

/** Decrypts the key in `file` in place; returns the exit code. */
function decryptKey(file: string, password: string, env: ReadOptions['env']): Promise<number | null> {
  // with neither a terminal nor a program that asks, it reads stdin
  const own = { PATH: env.PATH, HOME: env.HOME, LC_ALL: 'C', SSH_ASKPASS_REQUIRE: 'never' };
  return new Promise((resolve, reject) => {
    const child = spawn('ssh-keygen', ['-q', '-p', '-N', '', '-f', 'identity'], {
      cwd: join(file, '..'),
      env: own,
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    endWithUs(child);
    child.stdin.on('error', () => undefined); // it may exit before it has read the password
    child.stdin.end(`${password}\n`);
    child.on('error', () =>
      reject(new Unreadable('its key is encrypted, and ssh-keygen, which decrypts it, is not on the PATH; install it')),
    );
    child.on('close', resolve);
  });
}
