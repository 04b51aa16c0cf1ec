import { temporaryFolder } from '../../constructs/temporary-folder';
import { GitServer } from '../../servers/git-server';
import { cleanEnv, read } from './git-reading';

// it runs many processes, and others may keep the machine busy
jest.setTimeout(60_000);

test.each([
  ['by git', {}],
  ['by isomorphic-git', { CDK8S_PROFILES_GIT: 'isomorphic' }],
])('a redirect that is not followed because of a login is named, %s', async (_, way) => {
  const detour = await GitServer.start(temporaryFolder(), {
    intercept: ({ url }, response) => {
      response.writeHead(301, { location: `https://bot:s3same@git.example.com/moved${url}` }).end();
      return true;
    },
  });
  const credentials = { kind: 'basic', username: 'bot', password: 's3same' } as const;
  const { words } = await read(`${detour.url}/x.git`, { credentials, env: { ...cleanEnv(), ...way } });
  await detour.stop();
  expect(words).toEqual([
    `git repository ${detour.url}/x.git cannot be read: the server redirects to another address; use that one: https://git.example.com/moved/x.git`,
  ]);
});
