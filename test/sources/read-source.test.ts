/**
 * What sources offer, over real connections.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHelmIndex } from '../../lib/model/helm-index/helm-index';
import { formatProblem } from '../../lib/model/problem-words';
import { readSource } from '../../lib/sources/read-source';
import { answering, INDEX, indexOf, optionsOf, QUICK, repositoryAt, serve } from './serve';

const namesOf = ({ entries }: { entries: readonly { name: string; version: string }[] }) =>
  entries.map(({ name, version }) => `${name} ${version}`);

test('the profiles of a repository are read, and a path in its URL is kept', async () => {
  const server = await serve(answering(INDEX));
  const content = await readSource(repositoryAt(`${server.url}/charts`), optionsOf());
  expect(content).toMatchObject({ isRead: true, isUnchanged: false, problems: [] });
  expect(namesOf(content)).toEqual(['cert-manager 0.0.8', 'cert-manager 0.0.7', 'flagger 1.0.0']);
  expect(content.entries[0].location).toEqual({ file: `${server.url}/charts/index.yaml`, line: 4, column: 5 });
  expect(server.requests.map(({ url }) => url)).toEqual(['/charts/index.yaml']);
});

test('an empty repository is read, and offers nothing', async () => {
  const server = await serve(answering('apiVersion: v1\nentries: {}\n'));
  expect(await readSource(repositoryAt(server.url), optionsOf())).toMatchObject({
    entries: [],
    problems: [],
    isRead: true,
  });
});

test('an index is read as from a file, in YAML and in JSON', async () => {
  const file = join(__dirname, '../../examples/catalogs/platform.yaml');
  const text = readFileSync(file, 'utf8');
  const withoutPlaces = (entries: readonly object[]) => entries.map(entry => ({ ...entry, location: undefined }));
  const expected = withoutPlaces(parseHelmIndex(text, { file }).entries);
  expect(expected.length).toBeGreaterThan(3);
  const server = await serve(answering(text));
  expect(withoutPlaces((await readSource(repositoryAt(server.url), optionsOf())).entries)).toEqual(expected);
  const json = await serve(
    answering('{"apiVersion":"v1","entries":{"a":[{"name":"a","version":"1.0.0","urls":["a.tgz"]}]}}'),
  );
  expect(namesOf(await readSource(repositoryAt(json.url, { profiles: 'all' }), optionsOf()))).toEqual(['a 1.0.0']);
});

test('every chart is a profile when the source says so, none when it says that, and then no server is asked', async () => {
  const server = await serve(
    answering('apiVersion: v1\nentries:\n  shop:\n  - name: shop\n    version: 1.0.0\n    urls: [a.tgz]\n'),
  );
  const read = (profiles: 'all' | 'none' | 'annotated') =>
    readSource(repositoryAt(server.url, { profiles }), optionsOf());
  expect(namesOf(await read('all'))).toEqual(['shop 1.0.0']);
  expect(namesOf(await read('annotated'))).toEqual([]);
  expect(server.requests).toHaveLength(2);
  expect(await read('none')).toEqual({ entries: [], problems: [], isRead: true });
  expect(server.requests).toHaveLength(2);
});

test.each([
  ['>=1.0.0', ['shop 10.0.0', 'shop 2.0.0', 'shop v1.0.0']],
  ['>=1.0.0-0 <2', ['shop v1.0.0', 'shop 1.0.0-rc.1']],
  ['~2', ['shop 2.0.0']],
  ['>10', []],
])('of the versions, those in filter %s are taken', async (versionFilter, expected) => {
  const server = await serve(answering(indexOf(['shop', '2.0.0', 'v1.0.0', '10.0.0', '1.0.0-rc.1', '"1.5"'])));
  expect(namesOf(await readSource(repositoryAt(server.url, { versionFilter }), optionsOf()))).toEqual(expected);
});

test('one bad chart version is one problem, and all others are delivered', async () => {
  const server = await serve(answering(indexOf(['cert-manager', '0.0.8', 'newest'], ['flagger', '1.0.0'])));
  const content = await readSource(repositoryAt(server.url), optionsOf());
  expect(content.isRead).toBe(true);
  expect(namesOf(content)).toEqual(['cert-manager 0.0.8', 'flagger 1.0.0']);
  expect(content.problems.map(formatProblem)).toEqual([
    expect.stringContaining(`${server.url}/index.yaml:9:14: a version of chart "cert-manager"`) &&
      expect.stringContaining('"newest"'),
  ]);
});

test('profiles that are written in a source are there without a request', async () => {
  const location = { file: 'a.yaml', line: 1, column: 1 };
  const source = {
    kind: 'ProfileCatalogSource',
    name: 'a',
    namespace: 'default',
    location,
    entries: [],
    repositories: [],
  } as const;
  expect(await readSource(source, optionsOf())).toEqual({ entries: [], problems: [], isRead: true });
});

test('one failing repository is one message, at its place', async () => {
  const server = await serve((_, response) => response.writeHead(404).end('\u001b[31mgone'));
  const content = await readSource(repositoryAt(server.url), optionsOf());
  expect(content).toMatchObject({ entries: [], isRead: false });
  expect(content.problems.map(formatProblem)).toEqual([
    `catalogs/platform.yaml:1:1: HelmRepository default/platform cannot be read: ${server.url}/index.yaml does not exist (404); check the URL`,
  ]);
});

test.each([
  ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'it is a web page; check the URL'],
  ['YAML that is none', 'entries: [', ':1:'],
  ['brackets without end', `apiVersion: v1\nentries: ${'['.repeat(20_000)}`, 'not a Helm repository index: '],
  ['something else', 'hello: world\n', '"apiVersion" is missing'],
  ['nothing', '', 'it is empty'],
  [
    'an alias bomb',
    `apiVersion: v1\na: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghijklmnop'].map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghijklmno'[i]}`).join()}]`).join('\n')}\n`,
    'its aliases expand to too many values',
  ],
])('fails for %s instead of an index, and keeps nothing of it', async (_, body, words) => {
  const server = await serve(answering(body, { etag: '"1"' }));
  const options = optionsOf();
  for (const attempt of [1, 2]) {
    const { problems, isRead } = await readSource(repositoryAt(server.url), options);
    expect({ attempt, isRead, kinds: problems.map(({ kind }) => kind) }).toEqual({ attempt, isRead: false, kinds: ['unreadable-source'] }); // prettier-ignore
    expect(formatProblem(problems[0])).toContain(words);
  }
  expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
});

test('a server that is away, and a host that is not known, are said in words', async () => {
  const gone = await serve(answering(INDEX));
  const reasonAt = async (url: string) => {
    const [problem] = (await readSource(repositoryAt(url), optionsOf(), { ...QUICK, retries: 0 })).problems;
    return problem.kind === 'unreadable-source' ? problem.reason : problem.kind;
  };
  expect(await reasonAt('http://127.0.0.1:1')).toBe('127.0.0.1:1: nothing is listening there');
  expect(await reasonAt('http://charts.invalid')).toMatch(
    /^charts\.invalid: the host (is unknown|cannot be looked up)/,
  );
  expect(await reasonAt(gone.url.replace('http', 'https'))).toBe(
    `${gone.host}: it does not speak TLS; check whether the URL should begin with http://`,
  );
});
