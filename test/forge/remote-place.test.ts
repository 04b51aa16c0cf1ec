/**
 * Servers that are below a path, as their pipelines name them.
 */
import { chooseForge, openForge } from '../../lib/forge/choose-forge';
import { openRequest } from '../../lib/forge/open-request';
import { tryRemotePlace } from '../../lib/forge/remote-place';
import { LoopbackServer } from '../servers/loopback-server';

const GITLAB = { CI_SERVER_URL: 'https://example.com/gitlab' };
const PLACE = { host: 'example.com', origin: 'https://example.com/gitlab', path: 'group/sub/project' };

test.each([
  ['https://example.com/gitlab/group/sub/project.git', GITLAB],
  ['https://example.com/gitlab/group/sub/project/', { CI_SERVER_URL: 'https://example.com/gitlab/' }],
  ['git@example.com:group/sub/project.git', GITLAB],
  ['ssh://git@example.com:2222/group/sub/project.git', { GITHUB_SERVER_URL: 'https://example.com/gitlab' }],
])('%s is below the path', (url, env) => {
  expect(tryRemotePlace(url, env)).toEqual(PLACE);
});

test.each([
  ['https://example.com/gitlab/group/project', {}, 'gitlab/group/project'],
  ['https://example.org/gitlab/group/project', GITLAB, 'gitlab/group/project'],
  ['https://example.com/group/project', { CI_SERVER_URL: 'https://example.com' }, 'group/project'],
  ['https://example.com/group/project', { CI_SERVER_URL: 'no URL' }, 'group/project'],
])('%s is not, with %j', (url, env, path) => {
  expect(tryRemotePlace(url, env)).toMatchObject({ origin: new URL(url).origin, path });
});

test('a server with a port is known, also by a remote of ssh', () => {
  const env = { CI_SERVER_URL: 'https://git.example.com:8443' };
  const place = { host: 'git.example.com:8443', origin: 'https://git.example.com:8443', path: 'group/project' };
  for (const url of [
    'git@git.example.com:group/project.git',
    'ssh://git@git.example.com:2222/group/project',
    'https://git.example.com:8443/group/project.git',
  ]) {
    // prettier-ignore
    expect(tryRemotePlace(url, env)).toEqual(place);
    expect(chooseForge(tryRemotePlace(url, env)!, undefined, env)).toBe('gitlab');
  }
  const below = { CI_SERVER_URL: 'https://git.example.com:8443/gitlab' };
  const ssh = tryRemotePlace('git@git.example.com:group/project.git', below)!;
  expect(ssh).toEqual({ ...place, origin: 'https://git.example.com:8443/gitlab' });
  expect(chooseForge(ssh, undefined, below)).toBe('gitlab');
  const other = tryRemotePlace('https://git.example.com/group/project', env)!;
  expect([other.host, chooseForge(other, undefined, env)]).toEqual(['git.example.com', 'none']);
});

test('a merge request on such a GitLab goes to its own API', async () => {
  const lines: string[] = [];
  const server = await LoopbackServer.start((request, response) => {
    lines.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json');
    response.end(request.method === 'GET' ? '[]' : '{"iid":7,"web_url":"https://example.com/7","title":"Add mesh"}');
  });
  try {
    const place = tryRemotePlace(`${server.url}/gitlab/team/fleet.git`, { CI_SERVER_URL: `${server.url}/gitlab` })!;
    const api = openForge('gitlab', place, { token: 'glpat-0123456789abcdef', from: 'GITLAB_TOKEN' }, {});
    const request = { branch: 'mesh', base: 'main', title: 'Add mesh', body: '', labels: [], reviewers: [], isDraft: false }; // prettier-ignore
    expect(await openRequest(api, request)).toMatchObject({ number: 7 });
    expect(lines.map(line => line.split('?')[0])).toEqual([
      'GET /gitlab/api/v4/projects/team%2Ffleet/merge_requests',
      'POST /gitlab/api/v4/projects/team%2Ffleet/merge_requests',
    ]);
  } finally {
    await server.stop();
  }
});
