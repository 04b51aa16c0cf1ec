/**
 * What the test cluster needs on the machine in addition to Node, checked before anything is built.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** One sentence per missing program: its purpose, and how to install it. */
export function missingRequirements(): string[] {
  const missing: string[] = [];
  if (!isOnPath('go')) {
    missing.push('Go is not installed: it builds the test cluster. Install Go 1.26.8 or newer from https://go.dev/dl');
  }
  if (!hasGitHttpBackend()) {
    missing.push(
      'git http-backend is not installed: it serves the git repositories. Install git (Debian: apt-get install git)',
    );
  }
  if (!isOnPath('docker-registry')) {
    missing.push(
      'docker-registry is not installed: it serves OCI charts. Install it (Debian: apt-get install docker-registry)',
    );
  }
  return missing;
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => folder !== '' && existsSync(join(folder, program)));
}

function hasGitHttpBackend(): boolean {
  if (!isOnPath('git')) return false;
  return existsSync(join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend'));
}
