import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { temporaryName } from '../../../lib/files/temporary-name';
import { temporaryFolder } from '../../constructs/temporary-folder';
import type { GitRepository } from '../../servers/git-repository';
import { GitServer } from '../../servers/git-server';
import { profileYaml } from '../../servers/profile-repository';
import { read } from './git-reading';

const VERSIONS = ['1.0.0', '1.1.0', '1.2.0', '1.3.0'];

let server: GitServer;
let repository: GitRepository;
/** Version -> the commit that its tag points to. */
const commits = new Map<string, string>();
/** Where a mirror of the first version is, which tests copy. */
let prepared: string;
let cacheFolder: string;

beforeAll(async () => {
  server = await GitServer.start(temporaryFolder());
  repository = await server.createRepository('repository');
  repository.allowFilters();
  for (const version of VERSIONS) {
    commits.set(version, await repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx', version) }));
  }
  await publish('1.0.0');
  prepared = temporaryFolder();
  await read(repository.url, { cacheFolder: prepared });
});

afterAll(() => server.stop());

beforeEach(async () => {
  rmSync(join(repository.folder, 'refs/tags'), { recursive: true });
  await publish('1.0.0');
  cacheFolder = temporaryFolder();
});

/** Tags a version of profile `nginx`. */
async function publish(version: string): Promise<void> {
  await repository.tag(`nginx/v${version}`, commits.get(version));
}

/** What the first run leaves. */
const copyMirror = () => cpSync(prepared, cacheFolder, { recursive: true });

/** The one mirror. */
function mirror(): string {
  const names = readdirSync(join(cacheFolder, 'git')).filter(name => /^[0-9a-f]{32}$/.test(name));
  expect(names).toHaveLength(1);
  return join(cacheFolder, 'git', names[0]);
}

const packs = () => readdirSync(join(mirror(), 'objects', 'pack')).filter(name => name.endsWith('.pack'));
const readAgain = () => read(repository.url, { cacheFolder });
const ONE = ['nginx v1.0.0 nginx/v1.0.0'];

test.each<[string, () => void]>([
  ['a record that is cut short', () => truncateSync(join(mirror(), 'tags.json'), 5)],
  ['a record of another kind', () => writeFileSync(join(mirror(), 'tags.json'), '[]')],
  ['no record', () => rmSync(join(mirror(), 'tags.json'))],
  ['a pack that is cut short', () => truncateSync(join(mirror(), 'objects/pack', packs()[0]), 20)],
  ['an empty pack', () => truncateSync(join(mirror(), 'objects/pack', packs()[0]), 0)],
  ['no pack', () => rmSync(join(mirror(), 'objects/pack', packs()[0]))],
  [
    'an index that is cut short',
    () => truncateSync(join(mirror(), 'objects/pack', packs()[0].replace('.pack', '.idx')), 9),
  ],
  [
    'an index that is noise',
    () => writeFileSync(join(mirror(), 'objects/pack', packs()[0].replace('.pack', '.idx')), 'x'.repeat(2000)),
  ],
  ['no packs', () => rmSync(join(mirror(), 'objects'), { recursive: true })],
  ['no HEAD', () => rmSync(join(mirror(), 'HEAD'))],
  ['a HEAD that is noise', () => writeFileSync(join(mirror(), 'HEAD'), 'noise')],
  ['a config that is noise', () => writeFileSync(join(mirror(), 'config'), '[[[')],
  ['no config', () => rmSync(join(mirror(), 'config'))],
  ['nothing', () => rmSync(mirror(), { recursive: true })],
])('a mirror with %s is repaired', async (_, damage) => {
  copyMirror();
  damage();
  expect(await readAgain()).toMatchObject({ names: ONE, words: [], isRead: true });
  await publish('1.1.0');
  const { names } = await readAgain();
  expect(names).toEqual([...ONE, 'nginx v1.1.0 nginx/v1.1.0']);
  expect(await readAgain()).toMatchObject({ isUnchanged: true, names });
});

test('a config that would run commands has no effect in a mirror', async () => {
  copyMirror();
  const proof = join(temporaryFolder(), 'proof');
  writeFileSync(
    join(mirror(), 'config'),
    `[core]\n bare = true\n fsmonitor = touch ${proof}\n[remote "x"]\n promisor = true\n url = ext::touch ${proof}\n`,
  );
  await readAgain();
  expect(existsSync(proof)).toBe(false);
});

test('concurrent runs give the same result and leave one complete mirror', async () => {
  const contents = await Promise.all(Array.from({ length: 6 }, readAgain));
  expect(contents.map(({ names, words }) => [...names, ...words])).toEqual(contents.map(() => ONE));
  expect(readdirSync(join(cacheFolder, 'git'))).toEqual([mirror().split('/').pop()]);
  expect(await readAgain()).toMatchObject({ isUnchanged: true, names: ONE });
});

test('only what is new is fetched', async () => {
  copyMirror();
  const first = packs();
  await publish('1.1.0');
  await readAgain();
  expect(packs()).toEqual(expect.arrayContaining(first));
  expect(packs()).toHaveLength(2 * first.length);
});

test('after many fetches a mirror is cloned again', async () => {
  for (const version of ['1.1.0', '1.2.0', '1.3.0']) {
    await read(repository.url, { cacheFolder, limits: { fetches: 2 } });
    await publish(version);
  }
  const { names } = await read(repository.url, { cacheFolder, limits: { fetches: 2 } });
  expect(names).toHaveLength(4);
  expect(packs().length).toBeLessThanOrEqual(2);
});

test('folders of processes that were killed are removed, those of others stay', async () => {
  const make = (name: string, age: number) => {
    mkdirSync(join(cacheFolder, 'git', name, 'objects'), { recursive: true });
    utimesSync(join(cacheFolder, 'git', name), Date.now() / 1000 - age, Date.now() / 1000 - age);
  };
  const own = temporaryName();
  const parents = own.replace(/-\d+-/, `-${process.ppid}-`);
  const foreign = (space: string) => own.replace(/pctl-\w{8}/, `pctl-${space}`);
  // no process has this id
  make(own.replace(/-\d+-/, '-4194999-'), 0);
  make(foreign('aaaaaaaa'), 10_000);
  make(foreign('bbbbbbbb'), 0);
  make(parents, 0);
  await readAgain();
  const left = readdirSync(join(cacheFolder, 'git')).filter(name => name.endsWith('.tmp'));
  expect(left.sort()).toEqual([parents, foreign('bbbbbbbb')].sort());
});

test('names of mirrors and their content contain nothing but the URL', () => {
  copyMirror();
  expect(mirror()).not.toContain('127.0.0.1');
  expect(readFileSync(join(mirror(), 'config'), 'utf8')).toBe('[core]\n\trepositoryformatversion = 0\n\tbare = true\n');
  expect(readdirSync(mirror()).sort()).toEqual(['HEAD', 'config', 'objects', 'refs', 'tags.json']);
});
