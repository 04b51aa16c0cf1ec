/**
 * A credential helper that does not finish.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askCredentialHelper } from '../../../lib/sources/login/credential-helper';
import { temporaryFolder } from '../../constructs/temporary-folder';

test('fails for a helper that does not finish in time, and ends its child processes', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'docker-credential-slow');
  // the helper's output ends only when its child process ends
  writeFileSync(file, '#!/bin/sh\nsleep 60\n');
  chmodSync(file, 0o755);
  const env = { PATH: `${folder}:/bin:/usr/bin` };
  await expect(askCredentialHelper('slow', 'registry.example.com', { env }, 100)).rejects.toThrow(
    'docker-credential-slow did not finish within 0.1 s',
  );
});
