/**
 * The REST APIs of forges: every field that they are sent, and what they refuse.
 */
import { chooseForge, compareAddress, openForge } from '../../lib/forge/choose-forge';
import type { ForgeKind } from '../../lib/forge/forge-kinds';
import { openRequest } from '../../lib/forge/open-request';
import { tryRemotePlace } from '../../lib/forge/remote-place';
import { temporaryFolder } from '../constructs/temporary-folder';
import { ForgeServer } from '../servers/forge-server';

const TOKEN = 'glpat-0123456789abcdef';
const REQUEST = { branch: 'pctl/add-mesh', base: 'main', title: 'Add mesh', body: 'Why\n', labels: ['mesh'], reviewers: ['ada'], isDraft: true }; // prettier-ignore

let server: ForgeServer;

beforeEach(async () => {
  server = await ForgeServer.start(temporaryFolder(), TOKEN);
});

afterEach(() => server.stop());

function forge(kind: Exclude<ForgeKind, 'none'>, token = TOKEN, path = 'team/sub/fleet') {
  const place = tryRemotePlace(`${server.git.url}/${path}.git`)!;
  return openForge(kind, place, { token, from: 'TOKEN' }, {});
}

test('a merge request on GitLab is opened, and updated as the draft that it is', async () => {
  const api = forge('gitlab');
  expect(await openRequest(api, REQUEST)).toMatchObject({ number: 1, isNew: true });
  expect(await openRequest(api, { ...REQUEST, title: 'Add 2', labels: [], reviewers: [] })).toMatchObject({ isNew: false }); // prettier-ignore
  const project = '/api/v4/projects/team%2Fsub%2Ffleet/merge_requests';
  const find = `GET ${project}?state=opened&source_branch=pctl%2Fadd-mesh&target_branch=main`;
  expect(server.requests.map(({ line, body }) => [line, body])).toEqual([
    [find, undefined],
    [`POST ${project}`, { source_branch: 'pctl/add-mesh', target_branch: 'main', title: 'Draft: Add mesh', description: 'Why\n', remove_source_branch: true }], // prettier-ignore
    ['GET /api/v4/users?username=ada', undefined],
    [`PUT ${project}/1`, { add_labels: 'mesh', reviewer_ids: [7] }],
    [find, undefined],
    [`PUT ${project}/1`, { title: 'Draft: Add 2', description: 'Why\n' }],
  ]);
  expect(server.requests[1].headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }); // prettier-ignore
  await expect(openRequest(api, { ...REQUEST, reviewers: ['bob'] })).rejects.toThrow('GitLab has no user "bob" for "--reviewer"'); // prettier-ignore
});

test('a pull request on Gitea is opened with numbers of labels, and found again among others', async () => {
  server.open.push({ number: 9, branch: 'other', base: 'main', title: 'Other', body: '' });
  const api = forge('gitea', TOKEN, 'team/fleet');
  expect(await openRequest(api, REQUEST)).toMatchObject({ number: 2, isNew: true });
  expect(await openRequest(api, { ...REQUEST, title: 'Add 2', labels: [], reviewers: [] })).toMatchObject({ number: 2, isNew: false }); // prettier-ignore
  const path = '/api/v1/repos/team/fleet';
  const find = [1, 2].map(page => [`GET ${path}/pulls?state=open&limit=50&page=${page}`, undefined]);
  expect(server.requests.map(({ line, body }) => [line, body])).toEqual([
    ...find,
    [`POST ${path}/pulls`, { title: 'WIP: Add mesh', body: 'Why\n', head: 'pctl/add-mesh', base: 'main' }],
    [`GET ${path}/labels?limit=50&page=1`, undefined],
    [`GET ${path}/labels?limit=50&page=2`, undefined],
    [`POST ${path}/issues/2/labels`, { labels: [5] }],
    [`POST ${path}/pulls/2/requested_reviewers`, { reviewers: ['ada'], team_reviewers: [] }],
    ...find,
    [`PATCH ${path}/pulls/2`, { title: 'WIP: Add 2', body: 'Why\n' }],
  ]);
  expect(server.requests[2].headers).toMatchObject({ authorization: `token ${TOKEN}` });
  await expect(openRequest(api, { ...REQUEST, labels: ['constructor'] })).rejects.toThrow('has no label "constructor"');
});

test.each(['github', 'gitlab', 'gitea'] as const)(
  '%s: what another run opened in the meantime is updated',
  async kind => {
    const api = forge(kind, TOKEN, 'team/fleet');
    let isFirst = true;
    server.refuse = line => {
      // the first list is from before the other run
      const isEarly = isFirst && line.startsWith('GET');
      if (line.startsWith('POST')) isFirst = false;
      return isEarly ? [200, []] : undefined;
    };
    server.open.push({ number: 1, branch: REQUEST.branch, base: 'main', title: 'Add mesh', body: '' });
    expect(await openRequest(api, { ...REQUEST, labels: [], reviewers: [] })).toMatchObject({ number: 1 });
    expect(server.open).toHaveLength(1);
  },
);

test('fails with the words of the forge, and never with the token', async () => {
  const refused = async (status: number, body: unknown, kind: 'github' | 'gitlab' | 'gitea' = 'gitlab') => {
    server.refuse = () => [status, body];
    return openRequest(forge(kind), REQUEST).catch((error: Error) => error.message.replace(/\d+\.\d+\.\d+\.\d+:\d+/, 'HOST')); // prettier-ignore
  };
  expect(await refused(403, { message: `insufficient_scope ${TOKEN}` })).toBe('the token from TOKEN is not allowed to do this on HOST; give it the scope "api", and its user the role Developer: insufficient_scope ***'); // prettier-ignore
  expect(await refused(403, {}, 'github')).toContain(
    '(a classic token: the scope "repo"); in a workflow, "permissions: {',
  );
  expect(await refused(403, {}, 'gitea')).toMatch(/give it the scopes "write:repository" and "write:issue"$/);
  expect(await refused(403, { message: 'API rate limit exceeded' }, 'github')).toMatch(/refuses GET .* \(403\): API rate limit exceeded$/); // prettier-ignore
  expect(await refused(404, { message: '404 Project Not Found' })).toContain('HOST does not find /projects/team%2Fsub%2Ffleet/merge_requests; check the URL of the remote'); // prettier-ignore
  expect(await refused(400, { message: { labels: ['is too long', 'is odd'] } })).toMatch(/\(400\): labels is too long; is odd$/); // prettier-ignore
  expect(await refused(409, null)).toMatch(/refuses GET .* \(409\)$/);
  expect(await refused(200, [null])).toContain('is not a pull request');
  server.refuse = () => undefined;
  const wrong = openRequest(forge('gitlab', 'glpat-wrong'), REQUEST);
  await expect(wrong).rejects.toThrow('does not accept the token from TOKEN: Bad credentials');
});

test('questions are repeated if the server is busy, and orders are not', async () => {
  let count = 0;
  server.refuse = line => (line.startsWith('GET') && count++ === 0 ? [503, {}] : line.startsWith('POST') ? [502, {}] : undefined); // prettier-ignore
  await expect(openRequest(forge('gitlab'), REQUEST)).rejects.toThrow('answers with 502');
  expect(server.lines.map(line => line.split(' ')[0])).toEqual(['GET', 'GET', 'POST']);
});

test.each([
  ['https://github.com/team/fleet.git', 'github.com', 'team/fleet', 'github'],
  ['git@github.com:team/fleet.git', 'github.com', 'team/fleet', 'github'],
  ['ssh://git@ssh.github.com:443/team/fleet', 'github.com', 'team/fleet', 'github'],
  ['https://ada:secret@gitlab.example.com:8443/a/b/c.git/', 'gitlab.example.com:8443', 'a/b/c', 'gitlab'],
  ['ssh://git@codeberg.org:2222/team/fleet.git', 'codeberg.org', 'team/fleet', 'gitea'],
  ['https://github.com.evil.example/team/fleet', 'github.com.evil.example', 'team/fleet', 'none'],
  ['https://git.example.com/team/fleet', 'git.example.com', 'team/fleet', 'none'],
])('%s is a repository on %s', (url, host, path, kind) => {
  const place = tryRemotePlace(url)!;
  expect([place.host, place.path, chooseForge(place, undefined, {})]).toEqual([host, path, kind]);
});

test('the server of a pipeline is known, folders are on no server, and tokens are not sent over plain http', () => {
  const place = tryRemotePlace('http://git.example.com/team/fleet')!;
  const server = { GITHUB_SERVER_URL: 'http://git.example.com' };
  expect(chooseForge(place, undefined, server)).toBe('github');
  expect(chooseForge(place, undefined, { ...server, GITEA_ACTIONS: 'true' })).toBe('gitea');
  expect(chooseForge(place, undefined, { CI_SERVER_URL: 'http://git.example.com' })).toBe('gitlab');
  expect(['/srv/fleet.git', '../fleet', 'file:///srv/fleet.git', 'C:\\fleet', ''].map(url => tryRemotePlace(url))).toEqual([...Array(5)]); // prettier-ignore
  expect(() => openForge('gitea', place, { token: 'x', from: 'X' }, {})).toThrow('others could read the token');
  expect(compareAddress(place, 'main', 'a/b c')).toBe('http://git.example.com/team/fleet/compare/main...a/b%20c');
});
