/**
 * Credentials in Secrets of a cluster.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSource } from '../../../lib/sources/read-source';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { optionsOf, QUICK, repositoryAt } from '../serve';
import { authority, basicOf, secretsOf, serveTo, read } from './read-with-login';

const NAME = 'CDK8S_PROFILES_PLATFORM';
const WAYS = `put its manifest next to the source, set ${NAME}_USERNAME and ${NAME}_PASSWORD or ${NAME}_TOKEN, or give a kubeconfig to read it from the cluster`;

/** A script that answers like kubectl, and records its arguments; the real one needs a cluster. */
function kubectlThat(script: string) {
  const folder = temporaryFolder();
  const file = join(folder, 'kubectl');
  writeFileSync(file, `#!/bin/sh\necho "$@" >> ${folder}/asked\n${script}\n`);
  chmodSync(file, 0o755);
  return { PATH: `${folder}:/bin:/usr/bin`, asked: () => filesIn(folder).asked?.trim().split('\n') ?? [] };
}

describe('Secrets of a cluster', () => {
  const secret = { data: { username: btoa('me'), password: btoa('hunter2') } };

  test('they are read with kubectl, once each, if they are not next to the source', async () => {
    const server = await serveTo(basicOf('me:hunter2'));
    const { PATH, asked } = kubectlThat(`echo '${JSON.stringify(secret)}'`);
    const options = optionsOf({ kubeconfig: '/etc/my config', env: { PATH, SSL_CERT_FILE: authority.caFile } });
    for (const path of ['a', 'b']) {
      const source = repositoryAt(`${server.url}/${path}`, { namespace: 'team-a', secretName: 'charts' });
      expect((await readSource(source, options, QUICK)).problems).toEqual([]);
    }
    expect(asked()).toEqual(['get --kubeconfig=/etc/my config --namespace=team-a --output=json -- secret charts']);
  });

  test('with a Secret next to the source, or in the environment, kubectl is not called', async () => {
    const server = await serveTo(basicOf('me:hunter2'));
    const { PATH, asked } = kubectlThat('exit 1');
    const secrets = secretsOf({ 'default/charts': { username: 'me', password: 'hunter2' } });
    const kubeconfig = 'config';
    expect(await read(server, { secretName: 'charts' }, { kubeconfig, env: { PATH }, secrets })).toBe(3);
    const env = { PATH, [`${NAME}_USERNAME`]: 'me', [`${NAME}_PASSWORD`]: 'hunter2' };
    expect(await read(server, { secretName: 'charts' }, { kubeconfig, env })).toBe(3);
    expect(asked()).toEqual([]);
  });

  test.each([
    [
      'that does not exist',
      'echo \'Error from server (NotFound): secrets "charts" not found\' >&2; exit 1',
      `Secret default/charts is missing and the cluster has none; ${WAYS}`,
    ],
    [
      'that must not be read',
      `printf 'warning\\nError from server (Forbidden): \\033[31mno\\n' >&2; exit 1`,
      'Secret default/charts cannot be read with kubectl: Error from server (Forbidden):  [31mno',
    ],
    ['without an error message', 'exit 3', 'Secret default/charts cannot be read with kubectl: it failed'],
    [
      'with invalid JSON',
      'echo hunter2',
      'Secret default/charts cannot be read with kubectl: what it printed is not valid JSON',
    ],
  ])('fails for one %s', async (_, script, words) => {
    const server = await serveTo('');
    const { PATH } = kubectlThat(script);
    expect(await read(server, { secretName: 'charts' }, { kubeconfig: 'config', env: { PATH } })).toBe(words);
  });

  test('fails without kubectl', async () => {
    const server = await serveTo('');
    const env = { PATH: temporaryFolder() };
    expect(await read(server, { secretName: 'charts' }, { kubeconfig: 'config', env })).toBe(
      'Secret default/charts must be read from the cluster, and kubectl is not on the PATH; install it, or put the Secret next to the source',
    );
  });
});
