import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem } from '../../../lib/model/problem-words';
import type { ReadOptions } from '../../../lib/sources/reading/catalog-source';
import { findCatalogSources } from '../../../lib/sources/find-sources';
import { readSource } from '../../../lib/sources/read-source';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { GitServer } from '../../servers/git-server';
import { profileYaml } from '../../servers/profile-repository';
import { cleanEnv } from '../git/git-reading';

const LOGIN = { username: 'reader', password: 'hunter2' };
let open: GitServer;
let guarded: GitServer;

beforeAll(async () => {
  open = await GitServer.start(temporaryFolder());
  guarded = await GitServer.start(temporaryFolder(), { login: LOGIN });
  for (const [server, name] of [
    [open, 'nginx'],
    [open, 'web'],
    [guarded, 'private'],
  ] as const) {
    const repository = await server.createRepository(name);
    await repository.commitAll({ 'profile.yaml': profileYaml(name) });
    await repository.tag('v1.0.0');
  }
});
afterAll(() => Promise.all([open.stop(), guarded.stop()]));

/** Reads the one source in `text`. */
async function readText(text: string, more: Partial<ReadOptions> = {}) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.yaml'), text);
  const { sources, secrets, problems } = findCatalogSources(folder, folder);
  expect(problems).toEqual([]);
  const content = await readSource(sources[0], { env: cleanEnv(), secrets, cacheFolder: temporaryFolder(), ...more });
  const names = content.entries.map(({ name, version }) => `${name} ${version}`).sort();
  return {
    ...content,
    names,
    lines: content.problems.map(formatProblem).map(line => line.replaceAll(`${folder}/`, '')),
  };
}

const catalog = (...repositories: string[]) => `apiVersion: weave.works/v1alpha1
kind: ProfileCatalogSource
metadata: {name: platform}
spec:
  repositories:
${repositories.map(text => `    - ${text}\n`).join('')}`;

test('the profiles of all repositories are read', async () => {
  const text = catalog(`url: ${open.url}/nginx.git`, `url: ${open.url}/web.git`);
  expect(await readText(text)).toMatchObject({ names: ['nginx v1.0.0', 'web v1.0.0'], lines: [], isRead: true });
});

test('a repository that fails is one message, keeps its previous entries, and does not affect others', async () => {
  const content = await readText(catalog(`url: ${open.url}/absent.git`, `url: ${open.url}/web.git`));
  expect(content).toMatchObject({ names: ['web v1.0.0'], isRead: true, unreadUrls: [`${open.url}/absent.git`] });
  expect(content.lines).toEqual([
    `a.yaml:6:7: git repository ${open.url}/absent.git cannot be read: the repository does not exist, or the login does not have access to it`,
  ]);
});

test('a source whose repositories all fail is not read', async () => {
  expect(await readText(catalog(`url: ${open.url}/absent.git`))).toMatchObject({ names: [], isRead: false });
});

test('a URL with a password is refused without it', async () => {
  const { lines, unreadUrls } = await readText(catalog('url: https://user:hunter2@git.example.com/x'));
  expect(lines).toEqual([
    expect.stringContaining('git repository https://***@git.example.com/x cannot be read: it contains'),
  ]);
  expect(unreadUrls).toEqual(['https://git.example.com/x']);
});

test('a Secret next to the source is used, and a missing one is a problem', async () => {
  const text = catalog(`{url: ${guarded.url}/private.git, secretRef: {name: git}}`);
  const secret = `---\napiVersion: v1\nkind: Secret\nmetadata: {name: git}\nstringData: {username: reader, password: hunter2}\n`;
  expect(await readText(text + secret)).toMatchObject({ names: ['private v1.0.0'], lines: [] });
  const { lines } = await readText(text);
  expect(lines).toEqual([
    expect.stringContaining('Secret default/git is missing; put its manifest next to the source'),
  ]);
  const half = await readText(text + secret.replace('username: reader, ', ''));
  expect(half.lines).toEqual([expect.stringContaining('Secret default/git has no "username"; add it')]);
  const env = {
    ...cleanEnv(),
    CDK8S_PROFILES_PLATFORM_USERNAME: 'reader',
    CDK8S_PROFILES_PLATFORM_PASSWORD: 'hunter2',
  };
  expect(await readText(text, { env })).toMatchObject({ names: ['private v1.0.0'], lines: [] });
});

test('a profile that is both written and found is used as found; one name in two repositories is a problem', async () => {
  const written = `  profiles:
    - {name: nginx, tag: v1.0.0, url: ${open.url}/nginx.git}
    - {name: web, tag: other/v1.0.0, url: https://git.example.com/other}
`;
  const { names, lines, entries } = await readText(
    catalog(`url: ${open.url}/nginx.git`, `url: ${open.url}/web.git`) + written,
  );
  expect(names).toEqual(['nginx v1.0.0']);
  expect(entries[0].origin).toHaveProperty('commit');
  expect(lines).toEqual([
    `a.yaml:10:7: folder "other" of https://git.example.com/other (a.yaml:10) and the root of ${open.url}/web.git have one profile name, "web", so that none of them is offered. Give all but one of them other names, or leave them out of the catalog`,
  ]);
});
