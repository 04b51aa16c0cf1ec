/**
 * Settings of the user, and what of them has no effect.
 */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { profileYaml } from '../../servers/profile-repository';
import { cleanEnv, read, useRepository } from './git-reading';

const git = useRepository({ allowsFilters: true });

test('nothing of the repository or of the settings of the user is run', async () => {
  const home = temporaryFolder();
  const proof = join(home, 'proof');
  const script = join(home, 'script');
  writeFileSync(script, `#!/bin/sh\ntouch ${proof}\nexec "$@"\n`);
  chmodSync(script, 0o755);
  writeFileSync(
    join(home, '.gitconfig'),
    `[core]\n hooksPath = ${home}\n fsmonitor = ${script}\n askPass = ${script}\n sshCommand = ${script}\n gitProxy = ${script}\n[url "ext::${script}"]\n insteadOf = ext:\n`,
  );
  for (const hook of ['reference-transaction', 'post-checkout', 'pre-auto-gc'])
    writeFileSync(join(home, hook), readFileSync(script), { mode: 0o755 });
  await git.repository.commitAll({
    'profile.yaml': profileYaml('platform'),
    '.gitattributes': '* filter=x',
    'hooks/post-checkout': 'x',
  });
  await git.repository.tag('v1.0.0');
  const env = {
    ...cleanEnv(home),
    GIT_ASKPASS: script,
    SSH_ASKPASS: script,
    GIT_EXTERNAL_DIFF: script,
    GIT_DIR: '/nowhere',
  };
  expect(await read(git.repository.url, { env })).toMatchObject({ names: ['platform v1.0.0 v1.0.0'], words: [] });
  expect(existsSync(proof)).toBe(false);
});

test('settings of the user that lead to another protocol are refused', async () => {
  const home = temporaryFolder();
  writeFileSync(
    join(home, '.gitconfig'),
    `[protocol]\n allow = always\n[url "file://${git.repository.folder}"]\n insteadOf = ${git.repository.url}\n`,
  );
  const { words } = await read(git.repository.url, { env: { ...cleanEnv(home), GIT_ALLOW_PROTOCOL: 'file' } });
  expect(words).toEqual([expect.stringContaining("transport 'file' not allowed")]);
});
