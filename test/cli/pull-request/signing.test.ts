/**
 * `--create-pr` signs its commit with the key and the program of the user's git configuration.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fleet, fleetOnForge, git, pctl } from './fleet-on-forge';

const BRANCH = 'pctl/add-production-linkerd2';
const add = (fleet: Fleet) => pctl(fleet, 'add', 'linkerd2', '--create-pr', '--forge', 'none');

test('with an ssh key, and not pushed if that fails', async () => {
  const fleet = await fleetOnForge();
  const key = join(fleet.folder, '../key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  git('config', 'commit.gpgsign', 'true');
  git('config', 'gpg.format', 'ssh');
  git('config', 'user.signingkey', `${key}.pub.missing`);
  const refused = await add(fleet);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain('error: the commit cannot be signed, which "commit.gpgsign" asks for; make the key');
  expect(await fleet.remote.git('branch')).toBe('* main');
  git('config', 'user.signingkey', key);
  expect(await add(fleet)).toMatchObject({ code: 0 });
  expect(await fleet.remote.git('cat-file', '-p', BRANCH)).toContain('gpgsig -----BEGIN SSH SIGNATURE-----');
});

test('with a gpg key, whose signature git verifies', async () => {
  // the path of the agent's socket must be short
  const home = mkdtempSync(join(tmpdir(), 'gpg-'));
  const fleet = await fleetOnForge({ GNUPGHOME: home });
  const env = { ...process.env, ...fleet.env };
  try {
    const key = ['--quick-generate-key', 'Ada <ada@example.com>', 'ed25519', 'sign', 'never'];
    execFileSync('gpg', ['--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', '', ...key], { env, stdio: 'pipe' }); // prettier-ignore
    git('config', 'commit.gpgsign', 'true');
    expect(await add(fleet)).toMatchObject({ code: 0 });
    expect(await fleet.remote.git('cat-file', '-p', BRANCH)).toContain('gpgsig -----BEGIN PGP SIGNATURE-----');
    execFileSync('git', ['-C', fleet.remote.folder, 'verify-commit', BRANCH], { env, stdio: 'pipe' });
    git('config', 'user.signingkey', 'bob@example.com');
    const refused = await pctl(fleet, 'add', 'flagger', '--create-pr', '--forge', 'none');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('error: the commit cannot be signed, which "commit.gpgsign" asks for');
    expect(await fleet.remote.git('branch', '--list', '*flagger*')).toBe('');
  } finally {
    execFileSync('gpgconf', ['--kill', 'all'], { env });
    rmSync(home, { recursive: true, force: true });
  }
});

test('fails without the git command, and changes nothing', async () => {
  const fleet = await fleetOnForge();
  const empty = join(fleet.folder, '../empty');
  mkdirSync(empty);
  const result = await add({ ...fleet, env: { ...fleet.env, PATH: empty } });
  expect(result).toMatchObject({ code: 1, stderr: 'error: a pull request needs the git command; install it\n' });
  expect(await fleet.remote.git('branch')).toBe('* main');
});
