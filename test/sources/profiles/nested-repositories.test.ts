/**
 * Nested profiles in real Git servers.
 */
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { formatProfileDefinition } from '../../../lib/model/formats/profile-definition';
import { formatProblem } from '../../../lib/model/problem-words';
import type { ProfileArtifact, ProfileSource } from '../../../lib/model/profile-artifact';
import { readGitCatalog } from '../../../lib/sources/profiles/git-catalog';
import { temporaryFolder } from '../../constructs/temporary-folder';
import type { GitRepository } from '../../servers/git-repository';
import { GitServer } from '../../servers/git-server';
import { cleanEnv } from '../git/git-reading';

let server: GitServer;
let repository: GitRepository;
let other: GitRepository;
let count = 0;

beforeAll(async () => {
  server = await GitServer.start(temporaryFolder());
});
afterAll(() => server.stop());
beforeEach(async () => {
  repository = await server.createRepository(`profiles-${count}`);
  other = await server.createRepository(`others-${count++}`);
});

const profile = (name: string, ...artifacts: readonly ProfileArtifact[]) =>
  formatProfileDefinition({ name, prerequisites: [], artifacts });
const folder = (name: string): ProfileArtifact => ({ name, kustomize: { path: name } });
const chart = (name: string): ProfileArtifact => ({ name, chart: { path: name } });
const nested = (name: string, source: ProfileSource): ProfileArtifact => ({ name, profile: { source } });

const WAYS: [string, object][] = [
  ['by git', {}],
  ['without git', { CDK8S_PROFILES_GIT: 'isomorphic' }],
];

async function read(way: object = {}, cacheFolder = temporaryFolder()) {
  const location = { file: 'a.yaml', line: 1, column: 1 };
  const source = { kind: 'ProfileCatalogSource', name: 'a', namespace: 'default', location, entries: [] } as const;
  const options = { env: { ...cleanEnv(), ...way }, cacheFolder, secrets: new Map() };
  const content = await readGitCatalog({ ...source, repositories: [{ url: repository.url, location }] }, options);
  return { ...content, words: content.problems.map(formatProblem), trees: content.entries.map(treeOf) };
}

/** `name: artifact, artifact(…)`. */
function treeOf({ name, version, origin }: CatalogEntry): string {
  const list = (artifacts: readonly ProfileArtifact[] = []): string =>
    artifacts
      .map(({ name, profile }) => (profile ? `${name}@${profile.commit}(${list(profile.artifacts)})` : name))
      .join(' ');
  return `${name} ${version}: ${origin.kind === 'git' ? list(origin.artifacts) : ''}`;
}

test.each(WAYS)('profiles of this repository and of another, at tags and on branches, %s', async (_, way) => {
  const there = await other.commitAll({
    'profile.yaml': profile('root', folder('manifests')),
    'manifests/a.yaml': '',
    'a/b/profile.yaml': profile('deep', chart('chart'), nested('root', { url: other.url, tag: 'v1.0.0' })),
    'a/b/chart/Chart.yaml': 'name: a',
  });
  await other.tag('v1.0.0');
  await other.git('branch', 'next', 'main');
  const base = await repository.commitAll({
    'base/profile.yaml': profile('base', folder('crds')),
    'base/crds/a.yaml': '',
  });
  await repository.tag('base/v1.0.0');
  await repository.commitAll({
    'web/profile.yaml': profile(
      'web',
      nested('base', { url: repository.url, tag: 'base/v1.0.0' }),
      nested('deep', { url: other.url, branch: 'next', path: 'a/b' }),
      folder('manifests'),
    ),
    'web/manifests/a.yaml': '',
  });
  await repository.tag('web/v1.0.0');
  const { words, trees } = await read(way);
  expect(words).toEqual([]);
  expect(trees.sort()).toEqual([
    'base v1.0.0: crds',
    `web v1.0.0: base@${base}(crds) deep@${there}(chart root@${there}(manifests)) manifests`,
  ]);
});

test('a branch is read again the next time, and nothing is fetched twice', async () => {
  await other.commitAll({ 'profile.yaml': profile('other', folder('a')), 'a/a.yaml': '' });
  await repository.commitAll({
    'profile.yaml': profile(
      'app',
      nested('one', { url: other.url, branch: 'main' }),
      nested('same', { url: repository.url, tag: 'base/v1.0.0' }),
    ),
    'base/profile.yaml': profile('base', folder('b')),
    'base/b/b.yaml': '',
  });
  // one commit, and a file of each
  await repository.tag('v1.0.0');
  await repository.tag('base/v1.0.0');
  const cacheFolder = temporaryFolder();
  const first = await read({}, cacheFolder);
  expect(first.words).toEqual([]);
  const before = server.requests.length;
  expect((await read({}, cacheFolder)).trees).toEqual(first.trees);
  // lists of refs only, in two requests each: tags of the one, tags for what is nested, branches of the other
  expect(server.requests.length - before).toBeLessThanOrEqual(6);
  const moved = await other.commitAll({ 'profile.yaml': profile('other', folder('c')), 'c/c.yaml': '' });
  const { trees, isRead } = await read({}, cacheFolder);
  expect(trees.join()).toContain(`one@${moved}(c)`);
  expect(isRead).toBe(true);
});

test('a new tag of a commit that was fetched already is read', async () => {
  // as on GitHub: single files are fetched when they are needed
  repository.allowFilters();
  await repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const cacheFolder = temporaryFolder();
  await repository.commitAll({
    'a/profile.yaml': profile('a', folder('x')),
    'b/profile.yaml': profile('b', folder('x')),
    'a/x/x': '',
    'b/x/x': '',
  });
  await repository.tag('a/v1.0.0');
  expect((await read({}, cacheFolder)).trees).toEqual(['a v1.0.0: x']);
  await repository.tag('b/v1.0.0');
  expect(await read({}, cacheFolder)).toMatchObject({ words: [], trees: ['a v1.0.0: x', 'b v1.0.0: x'] });
});

test('A -> B -> C -> A is refused with the chain, as is a folder that nests itself', async () => {
  const tagged = (name: string): ProfileSource => ({ url: repository.url, tag: `${name}/v1.0.0` });
  await repository.commitAll({
    'a/profile.yaml': profile('a', nested('next', tagged('b'))),
    'b/profile.yaml': profile('b', nested('next', tagged('c'))),
    'c/profile.yaml': profile('c', nested('next', tagged('a'))),
    'd/profile.yaml': profile('d', nested('self', { url: repository.url, branch: 'main', path: 'd' })),
    'e/profile.yaml': profile('e', nested('fine', { url: repository.url, branch: 'main', path: 'f' })),
    'f/profile.yaml': profile('f', chart('chart')),
    'f/chart/Chart.yaml': 'name: f',
  });
  for (const name of ['a', 'd', 'e']) await repository.tag(`${name}/v1.0.0`);
  for (const name of ['b', 'c']) await repository.tag(`${name}/v1.0.0`);
  const { words, entries } = await read();
  expect(entries.map(({ name }) => name)).toEqual(['e']);
  const step = (name: string) => `tag ${name}/v1.0.0 of ${repository.url}`;
  expect(words[0]).toBe(
    `a.yaml:1:1: tag "a/v1.0.0" of ${repository.url} cannot be used: it nests itself: ${['a', 'b', 'c', 'a'].map(step).join(' -> ')}; remove one of these artifacts`,
  );
  expect(words).toHaveLength(4);
  expect(words[3]).toContain(`it nests itself: branch main, folder d of ${repository.url} -> branch main, folder d of`);
});

test.each<[string, ProfileArtifact, Record<string, string>, string]>([
  [
    'a folder that is not there',
    folder('crds'),
    {},
    'artifact "crds": there is no folder web/crds (add it, or correct "path")',
  ],
  [
    'a chart without Chart.yaml',
    chart('server'),
    { 'web/server/values.yaml': '' },
    'artifact "server": there is no file web/server/Chart.yaml',
  ],
  ['a file in place of a folder', folder('crds'), { 'web/crds': '' }, 'there is no folder web/crds'],
])('fails for %s', async (_, artifact, files, words) => {
  await repository.commitAll({ 'web/profile.yaml': profile('web', artifact), ...files });
  await repository.tag('web/v1.0.0');
  const found = await read();
  const start = `tag "web/v1.0.0" of ${repository.url} cannot be used: `;
  expect(found.words).toEqual([expect.stringContaining(start)]);
  expect(found.words[0]).toContain(words);
  expect(found.entries).toEqual([]);
});

test('fails for nested profiles that do not exist; a repository that cannot be read keeps its previous entries', async () => {
  await repository.commitAll({
    'a/profile.yaml': profile('a', nested('x', { url: other.url, tag: 'v9.0.0' })),
    'b/profile.yaml': profile('b', nested('x', { url: `${server.url}/absent.git`, branch: 'main' })),
    'c/profile.yaml': profile('c', nested('x', { url: repository.url, branch: 'main', path: 'nothing' })),
  });
  for (const name of ['a', 'b', 'c']) await repository.tag(`${name}/v1.0.0`);
  const { words, unreadUrls, isRead } = await read();
  expect(words.map(line => line.replace(/^.*cannot be used: /, '')).sort()).toEqual([
    `artifact "x": ${server.url}/absent.git cannot be read: the repository does not exist, or the login does not have access to it`,
    `artifact "x": there is no profile.yaml in "nothing" at branch main, folder nothing of ${repository.url}`,
    `artifact "x": there is no tag v9.0.0 of ${other.url}`,
  ]);
  expect({ unreadUrls, isRead }).toEqual({ unreadUrls: [repository.url], isRead: true });
});
