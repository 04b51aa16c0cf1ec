/** OpenSSH's server on a free loopback port, with a host key and a user key of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort, stop, untilSaid } from './server-process';

const SSHD = '/usr/sbin/sshd';

/** Whether OpenSSH's server is installed; `apt-get install openssh-server` installs it. */
export const hasSshd = existsSync(SSHD);

export class SshServer {
  /** Starts a server whose files are in `folder`; `settings` are lines of its configuration. */
  static async start(folder: string, settings: readonly string[] = []): Promise<SshServer> {
    mkdirSync(folder, { recursive: true });
    // where the server, as root, wants to be locked in
    if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
    const port = await freePort();
    for (const name of ['host', 'user', 'stranger']) makeKey(join(folder, name));
    writeFileSync(join(folder, 'authorized_keys'), readFileSync(join(folder, 'user.pub')));
    chmodSync(join(folder, 'authorized_keys'), 0o600);
    const lines = [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(folder, 'host')}`,
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      // not the user's own, whose .bashrc the login shell would run for each command
      `SetEnv HOME=${folder}`,
      ...settings,
    ];
    writeFileSync(join(folder, 'sshd_config'), `${lines.join('\n')}\n`);
    const child = spawn(SSHD, ['-D', '-e', '-f', join(folder, 'sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] });
    await untilSaid(child, /Server listening on /);
    return new SshServer(folder, port, child);
  }

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  /** URL of the repository in `folder`. */
  urlOf(folder: string): string {
    return `ssh://${userInfo().username}@127.0.0.1:${this.port}${folder}`;
  }

  /** A private key: of the user who may log in, or of a stranger. */
  key(name: 'user' | 'stranger'): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** `known_hosts` with the key of this server, or of another one. */
  knownHosts(name: 'host' | 'stranger' = 'host'): string {
    const [type, key] = readFileSync(join(this.folder, `${name}.pub`), 'utf8').split(' ');
    return `[127.0.0.1]:${this.port} ${type} ${key}\n`;
  }

  async stop(): Promise<void> {
    await stop(this.child);
  }
}

function makeKey(file: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', file]);
}
