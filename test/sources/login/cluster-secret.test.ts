import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readClusterSecret } from '../../../lib/sources/login/cluster-secret';
import { temporaryFolder } from '../../constructs/temporary-folder';

test('a name that begins with a dash is not an option for kubectl', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\necho "$*" >&2; exit 1\n`);
  chmodSync(join(folder, 'kubectl'), 0o755);
  const options = { env: { PATH: `${folder}:/bin:/usr/bin` }, kubeconfig: '--config' };
  await expect(readClusterSecret('-A', '--all', options)).rejects.toThrow(
    /kubectl: get --kubeconfig=--config --namespace=-A --output=json -- secret --all$/,
  );
});
