/**
 * A program that keeps logins and does not answer.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askCredentialHelper } from '../../../lib/sources/login/credential-helper';
import { temporaryFolder } from '../../constructs/temporary-folder';

test('fails for a helper that does not answer in time, and ends what it has started', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'docker-credential-slow');
  // it ends when all that hold its output have ended, which is a process of its own here
  writeFileSync(file, '#!/bin/sh\nsleep 60\n');
  chmodSync(file, 0o755);
  const env = { PATH: `${folder}:/bin:/usr/bin` };
  await expect(askCredentialHelper('slow', 'registry.example.com', { env }, 100)).rejects.toThrow(
    'docker-credential-slow did not finish within 0.1 s',
  );
});
